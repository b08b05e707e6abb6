/**
 * The address that invitations may be told to: HTTPS, without a user or a password in it. What its name resolves to is
 * looked at when something is sent, and each time. Undefined for any other text.
 */
export function endpointUrl(text: string): string | undefined {
  if (text.length > 2000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  url.hash = '';
  return url.href.length > 2000 ? undefined : url.href;
}
