import { expect, it } from 'vitest';
import { messageIdOf } from '../../../src/mail/message-id.ts';

it.each(['muster@acme.example', 'Muster <muster@acme.example>', '"M @ A" <muster@acme.example>'])(
  'the Message-ID is the delivery at the domain of %s',
  (from) => {
    expect(messageIdOf('dlv_1', from)).toBe('dlv_1@acme.example');
  },
);
