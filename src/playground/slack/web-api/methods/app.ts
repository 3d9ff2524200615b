import { fixed, type Method, PEOPLE_TOKENS } from '../method.ts';

const authTest: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed(),
  run(world, _args, { person, userId }) {
    const { team } = world.workspace;
    return {
      url: `${world.url}/`,
      team: team.name,
      user: person?.name ?? world.app.name,
      team_id: team.teamId,
      user_id: userId,
      ...(person === null && { bot_id: team.botId }),
      is_enterprise_install: false,
    };
  },
};

const openConnection: Method = {
  tokens: ['app'],
  scopes: fixed('connections:write'),
  run: (world) => ({ url: world.sockets.issueUrl(world.url) }),
};

const teamInfo: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('team:read'),
  run(world) {
    const { team } = world.workspace;
    return {
      team: {
        id: team.teamId,
        name: team.name,
        url: `${world.url}/`,
        domain: team.domain,
        email_domain: 'example.com',
        icon: { image_default: true },
      },
    };
  },
};

export const appMethods = {
  'auth.test': authTest,
  'apps.connections.open': openConnection,
  'team.info': teamInfo,
};
