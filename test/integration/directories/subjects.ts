import { entra } from '../../support/directories/entra-server.ts';
import { github } from '../../support/directories/github-server.ts';
import { google } from '../../support/directories/google-server.ts';
import { okta } from '../../support/directories/okta-server.ts';
import { scaleway } from '../../support/directories/scaleway-server.ts';
import { slack } from '../../support/directories/slack-server.ts';
import type { Subject } from '../../support/directories/subject.ts';

/** Every directory that is asked over the network. */
export const SUBJECTS: readonly Subject[] = [slack, scaleway, github, google, entra, okta];
