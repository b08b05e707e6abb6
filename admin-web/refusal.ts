/** Why a request came to nothing: a problem that the server names, or no server at all (`offline`). */
export class Refusal extends Error {
  /** The last part of the problem's `type`. */
  readonly code: string;
  /** 0 where nothing answered. */
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined;

  constructor(code: string, problem: Partial<Problem> & { retryAfter?: number | undefined } = {}) {
    super(problem.title ?? code);
    this.code = code;
    this.status = problem.status ?? 0;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.retryAfter = problem.retryAfter;
  }
}

/** RFC 9457, as our server fills it. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: Refusal['errors'];
}

/** What an unsuccessful answer says; proxies answer without a problem, so the status must do then. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  const code = problem.type?.split('/').at(-1) || `status-${response.status}`;
  const seconds = Number(response.headers.get('retry-after'));
  return new Refusal(code, {
    ...problem,
    status: response.status,
    retryAfter: seconds > 0 ? seconds : undefined,
  });
}
