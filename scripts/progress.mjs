/**
 * Shows what goes on as one calm line a step: its name while it runs, its time once it is done.
 * Used by bootstrap.mjs, and handed on to what it starts (scripts/src/start/progress.ts has the type).
 */
export function createProgress(output = process.stdout) {
  let open = false;
  const write = (text) => output.write(text);
  const note = (line) => {
    if (open) write("\n");
    open = false;
    write(`${line}\n`);
  };
  return {
    note,
    /** Runs one step. What it returns as a string is shown beside its time. */
    async step(name, work) {
      const start = performance.now();
      write(`  ${name} … `);
      open = true;
      try {
        const result = await work();
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const detail = typeof result === "string" ? `${result}, ` : "";
        write(`${open ? "" : "    … "}${detail}${seconds} s\n`);
        return result;
      } catch (error) {
        if (open) write("failed\n");
        throw error;
      } finally {
        open = false;
      }
    },
  };
}
