import { Button } from '@react-email/button';
import { Link } from '@react-email/link';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import { Fragment } from 'react';
import type { MailBlock } from '../mail-content.ts';
import { styles } from './styles.ts';

function Facts({ facts }: Extract<MailBlock, { type: 'facts' }>) {
  return (
    <Section className="m-facts" style={styles.facts}>
      {facts.map(({ label, value }) => (
        <Fragment key={label}>
          <Text className="m-muted" style={styles.factLabel}>
            {label}
          </Text>
          <Text className="m-strong" style={styles.factValue}>
            {value}
          </Text>
        </Fragment>
      ))}
    </Section>
  );
}

function Action({ label, url }: Extract<MailBlock, { type: 'action' }>) {
  return (
    <Section style={styles.action}>
      <Button className="m-button" href={url} style={styles.button}>
        {label}
      </Button>
      <Text className="m-muted" style={styles.address}>
        <Link className="m-accent" href={url} style={styles.link}>
          {url}
        </Link>
      </Text>
    </Section>
  );
}

export function Block({ block }: { block: MailBlock }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <Text className="m-text" style={styles.text}>
          {block.text}
        </Text>
      );
    case 'facts':
      return <Facts {...block} />;
    case 'action':
      return <Action {...block} />;
  }
}
