import type { CSSProperties } from 'react';

/** Inline, because many mail clients drop style sheets; the dark colours below need one and are a bonus. */
export const styles = {
  page: {
    margin: 0,
    padding: '24px 12px',
    backgroundColor: '#f2f4f3',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  },
  container: { maxWidth: '560px' },
  wordmark: {
    margin: '0 0 16px',
    padding: '0 4px',
    fontSize: '18px',
    lineHeight: '24px',
    fontWeight: 700,
    letterSpacing: '-0.01em',
    color: '#0b5c4b',
  },
  card: { padding: '32px 28px 20px', backgroundColor: '#ffffff', border: '1px solid #dfe4e2', borderRadius: '12px' },
  heading: {
    margin: '0 0 20px',
    fontSize: '24px',
    lineHeight: '30px',
    textWrap: 'balance',
    fontWeight: 700,
    letterSpacing: '-0.015em',
    color: '#16211d',
    overflowWrap: 'anywhere',
  },
  text: { margin: '0 0 16px', fontSize: '16px', lineHeight: '25px', color: '#2b3733', overflowWrap: 'anywhere' },
  facts: { margin: '4px 0 20px', padding: '4px 16px', backgroundColor: '#f2f4f3', borderRadius: '8px' },
  factLabel: { margin: '12px 0 0', fontSize: '14px', lineHeight: '20px', color: '#55635d' },
  factValue: {
    margin: '0 0 12px',
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: 600,
    color: '#16211d',
    overflowWrap: 'anywhere',
  },
  action: { margin: '8px 0 20px' },
  button: {
    display: 'inline-block',
    padding: '13px 24px',
    borderRadius: '8px',
    backgroundColor: '#0b5c4b',
    color: '#ffffff',
    fontSize: '16px',
    lineHeight: '22px',
    fontWeight: 600,
    textDecoration: 'none',
  },
  address: { margin: '10px 0 0', fontSize: '14px', lineHeight: '20px', color: '#55635d' },
  link: { color: '#0b5c4b', textDecoration: 'underline', overflowWrap: 'anywhere' },
  rule: { margin: '20px 0 12px', borderTop: '1px solid #dfe4e2' },
  smallPrint: { margin: '0 0 4px', fontSize: '13px', lineHeight: '20px', color: '#55635d', overflowWrap: 'anywhere' },
  footer: {
    margin: '20px 0 0',
    padding: '0 4px',
    fontSize: '13px',
    lineHeight: '20px',
    color: '#55635d',
    overflowWrap: 'anywhere',
  },
} satisfies Record<string, CSSProperties>;

// React Email paints the page on the cell inside the body, so both are named.
export const DARK_MODE_CSS = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .m-card { padding: 24px 20px 12px !important; }
  .m-button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .m-page, .m-page > table > tbody > tr > td { background-color: #101513 !important; }
  .m-card { background-color: #1a211e !important; border-color: #2f3a35 !important; }
  .m-facts { background-color: #232c28 !important; }
  .m-strong { color: #f1f5f3 !important; }
  .m-text { color: #d8e0dc !important; }
  .m-muted { color: #a5b3ac !important; }
  .m-accent { color: #63d4ad !important; }
  .m-button { background-color: #63d4ad !important; color: #06251b !important; }
  .m-rule { border-color: #2f3a35 !important; }
}`;
