import { Body } from '@react-email/body';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import type { MailContent } from '../mail-content.ts';
import { Block } from './block.tsx';
import { DARK_MODE_CSS, styles } from './styles.ts';

function MailHead({ title }: { title: string }) {
  return (
    <Head>
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
      <style>{DARK_MODE_CSS}</style>
    </Head>
  );
}

function SmallPrint({ lines }: { lines: readonly string[] }) {
  return (
    <>
      <Hr className="m-rule" style={styles.rule} />
      {lines.map((line) => (
        <Text key={line} className="m-muted" style={styles.smallPrint}>
          {line}
        </Text>
      ))}
    </>
  );
}

/** Every mail's frame: wordmark, one heading, what it says, and why the reader gets it. */
export function Layout({ content }: { content: MailContent }) {
  return (
    <Html lang="en">
      <MailHead title={content.subject} />
      <Body className="m-page" style={styles.page}>
        <Preview>{content.preheader}</Preview>
        <Container style={styles.container}>
          <Text className="m-accent" style={styles.wordmark}>
            Muster
          </Text>
          <Section className="m-card" style={styles.card}>
            <Heading as="h1" className="m-strong" style={styles.heading}>
              {content.heading}
            </Heading>
            {content.blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
              <Block key={index} block={block} />
            ))}
            {content.smallPrint.length > 0 && <SmallPrint lines={content.smallPrint} />}
          </Section>
          <Text className="m-muted" style={styles.footer}>
            {content.footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
