/** What is sent: always with the same key for the same answer, so that it counts once however often it arrives. */
export interface Answer {
  key: string;
  language: string;
  answers: Record<string, string | number>;
  comment: string;
}

/** What became of an attempt: the HTTP status, 0 without network, and the seconds that the server asks us to wait. */
interface Outcome {
  status: number;
  seconds: number;
}

/** Sends an answer, from the page or from the worker. Never rejects. */
export function post(address: string, answer: Answer): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 30_000);
  const outcome = (status: number, seconds: number): Outcome => {
    clearTimeout(timer);
    return { status, seconds };
  };
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
    signal: patience.signal,
  }).then(
    // Only a 201 acknowledges: the sign-in page of a café's network answers 200 to everything.
    ({ status, headers }) => outcome(status === 201 || status >= 400 ? status : 0, Number(headers.get('retry-after'))),
    () => outcome(0, 0),
  );
}

/** The answer was read and not taken, and trying again would change nothing. */
export const isRefusal = (status: number): boolean => /^4(0[049]|1[035]|22)$/.test(String(status));
