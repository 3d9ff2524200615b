import { useCallback, useEffect, useState } from 'react';
import { type MailPage, mailPageSchema, mailSchema, type ShownMail } from '../../protocol/mail.ts';
import { getJson } from '../api/request.ts';
import { useLive } from '../state/live.ts';
import { useToasts } from '../state/toasts.ts';

const STEP = 50;

/** What arrived, newest first: for one address, or for everybody with `null`. */
export function useMails(address: string | null) {
  const { sayError } = useToasts();
  const [limit, setLimit] = useState(STEP);
  const [page, setPage] = useState<MailPage | null>(null);
  const load = useCallback(() => {
    getJson(mailPageSchema, '/api/mail', { address, limit }).then(setPage, sayError);
  }, [address, limit, sayError]);
  useEffect(load, [load]);
  useLive('mail', load);
  return { page, more: page?.hasEarlier ? () => setLimit((now) => now + STEP) : null };
}

/** One mail with its texts. */
export function useOneMail(id: string | null): ShownMail | null {
  const { sayError } = useToasts();
  const [mail, setMail] = useState<ShownMail | null>(null);
  useEffect(() => {
    if (id === null) return setMail(null);
    getJson(mailSchema, `/api/mail/${encodeURIComponent(id)}`).then(setMail, sayError);
  }, [id, sayError]);
  return mail?.id === id ? mail : null;
}
