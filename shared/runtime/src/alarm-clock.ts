/** A pause that ends early when somebody calls; a call that comes while nobody sleeps ends the next pause at once. */
export interface AlarmClock {
  sleep(ms: number): Promise<void>;
  wake(): void;
}

export function createAlarmClock(): AlarmClock {
  let called = false;
  let end: (() => void) | undefined;
  return {
    sleep: async (ms) => {
      if (!called) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = undefined;
      called = false;
    },
    wake: () => {
      called = true;
      end?.();
    },
  };
}
