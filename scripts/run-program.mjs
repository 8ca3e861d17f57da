/** Runs other programs for bootstrap.mjs, one at a time and quietly. */
import { spawn } from "node:child_process";

const minute = 60_000;
const linesShown = 25;
let running;

/** Runs a program to its end within `deadline` milliseconds; where it fails, what it printed is in the error. */
export function run(program, parameters, { cwd, deadline, env = process.env }) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(program, parameters, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    running = child;
    const timer = setTimeout(() => {
      output += `\nEnded after ${deadline / minute} minutes.`;
      endProgram();
    }, deadline);
    const collect = (data) => {
      output += data;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      clearTimeout(timer);
      running = undefined;
      if (code === 0) resolve();
      else reject(new Error(`${shorten(output)}\n\n${program} ${parameters.join(" ")} failed.`));
    });
  });
}

/** The npm that runs this script, or the one on PATH. */
export async function npm(parameters, options) {
  const script = process.env.npm_execpath;
  const [program, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  await run(program, [...first, ...parameters], { ...options, env: npmEnvironment() });
}

/** Ends the program that runs now, with all that it started. */
export function endProgram() {
  if (running?.pid === undefined) return;
  try {
    process.kill(-running.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Run from an npm script, npm would take the outer command's workspace and options for its own. */
function npmEnvironment() {
  const options = ["workspace", "workspaces", "include_workspace_root", "local_prefix", "omit", "production"];
  const inherited = new Set(options.map((name) => `npm_config_${name}`));
  const keep = ([name]) =>
    !inherited.has(name.toLowerCase()) && !/^npm_(lifecycle|package|command)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(keep));
}

/** The first lines name the reason in npm's output, the last ones in a compiler's. */
function shorten(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm warn"));
  if (lines.length <= 2 * linesShown) return lines.join("\n");
  return [...lines.slice(0, linesShown), "…", ...lines.slice(-linesShown)].join("\n");
}
