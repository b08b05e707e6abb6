/** Why nothing came back, in a word. */
export type SendFailure = 'refused-address' | 'unresolved' | 'timeout' | 'tls' | 'connection' | 'unreadable-secret';

/** What came of sending a message. `retryAfter`: seconds. */
export type SendResult =
  | { readonly status: number; readonly retryAfter?: number | undefined }
  | { readonly failure: SendFailure };

/** Sends a message to an address that is not ours. It never throws, follows nothing and reads no body. */
export type SendWebhook = (message: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<SendResult>;

/** Whether the receiver took it. Standard Webhooks 1.0: 2xx and nothing else. */
export const wasTaken = (result: SendResult): boolean =>
  'status' in result && result.status >= 200 && result.status < 300;

/** Whether the receiver wants no more of them: 410 Gone. */
export const isGone = (result: SendResult): boolean => 'status' in result && result.status === 410;

/** What went wrong, in a word that is kept. */
export const failureOf = (result: SendResult): string =>
  'status' in result ? `status-${result.status}` : result.failure;
