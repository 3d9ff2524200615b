import type { Answer, Provider } from '../http/provider.ts';
import type { Waiting } from '../patience.ts';

const APP = 'the app registration (Entra admin center → App registrations)';
const CONSENT = `Give ${APP} the application permission AuditLog.Read.All of Microsoft Graph (and User.EnableDisableAccount.All with User.Read.All to lock), and grant admin consent.`;
const SECRET = `Microsoft does not accept ENTRA_TENANT_ID, ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET. Make a new client secret of ${APP}, put its value there, then restart Muster.`;
const LICENCE = 'Microsoft shows who has MFA registered only to tenants with a licence of Microsoft Entra ID P1 or P2.';

function explain({ status, text }: Answer): string | null {
  if (/RequestFromNonPremiumTenant/.test(text)) return LICENCE;
  // The login answers 400 with AADSTS… where the tenant or the app is not known.
  if (status === 401 || (status === 400 && /AADSTS/.test(text))) return SECRET;
  if (status === 403) return `Microsoft says that this is not allowed. ${CONSENT}`;
  if (status === 404) return 'Microsoft does not know this tenant or account. Check ENTRA_TENANT_ID and ENTRA_API_URL.';
  return null;
}

export function createEntraProvider(waiting: Waiting): Provider {
  return { label: 'Microsoft Entra ID', addressSetting: 'ENTRA_API_URL', ...waiting, explain };
}
