export interface PatientAnswer<T> {
  status: number;
  /** @throws Error that repeats the answer when its status is another. */
  expect(status: number): T;
}

/** Asks again, and elsewhere, for as long as nobody answers: as a browser or a client library would. */
export interface PatientClient {
  /** @returns the first answer that is not "try again later". @throws Error after two minutes without one. */
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<PatientAnswer<T>>;
}

const patienceMs = 120_000;
const answerWithinMs = 6000;

export function createPatientClient(urls: readonly string[], token: string, first: number): PatientClient {
  let turn = first;
  const attempt = async (path: string, body: unknown, headers: Record<string, string>) => {
    const response = await fetch(`${urls[turn % urls.length]}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    post: async <T>(path: string, body: unknown, headers: Record<string, string> = {}) => {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        const answer = await attempt(path, body, headers).catch((error: unknown) => ({
          status: 0,
          text: String(error),
        }));
        const { status, text } = answer;
        if (status >= 200 && status < 500 && status !== 429) return answered<T>(path, status, text);
        if (Date.now() > deadline)
          throw new Error(
            `POST ${path} got no answer in ${patienceMs / 1000} s; the last was ${status} ${text}`,
          );
        turn += 1;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}

function answered<T>(path: string, status: number, text: string): PatientAnswer<T> {
  return {
    status,
    expect: (wanted) => {
      if (status !== wanted) throw new Error(`POST ${path} answered ${status}: ${text}`);
      return JSON.parse(text) as T;
    },
  };
}
