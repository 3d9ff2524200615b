import { z } from 'zod';

export const iamAccountSchema = z.object({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  /** `unsaid`: the answer has no such field. */
  mfa: z.enum(['on', 'off', 'unsaid']),
  locked: z.boolean(),
  /** Fields of Scaleway's own that win over what is made of the rest. */
  fields: z.record(z.string(), z.unknown()),
});

/** Somebody in an organization's IAM. */
export type IamAccount = z.infer<typeof iamAccountSchema>;

/** As Scaleway writes a user (@scaleway/sdk-iam 1.6.0, v1alpha1/marshalling.gen and types.gen). */
export function showUser({ id, email, name, mfa, locked, fields }: IamAccount, organizationId: string) {
  const [firstName = '', ...rest] = (name ?? '').split(' ');
  return {
    id,
    email: email ?? '',
    username: '',
    first_name: firstName,
    last_name: rest.join(' '),
    phone_number: '',
    locale: 'en_US',
    created_at: '2026-01-05T10:00:00.000000Z',
    updated_at: '2026-01-05T10:00:00.000000Z',
    organization_id: organizationId,
    deletable: true,
    last_login_at: null,
    type: 'member',
    status: 'activated',
    locked,
    tags: [],
    ...(mfa === 'unsaid' ? {} : { mfa: mfa === 'on', two_factor_enabled: mfa === 'on' }),
    ...fields,
  };
}
