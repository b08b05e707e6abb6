import { readFileSync } from 'node:fs';

/** Seconds of processor time, from Linux's books; undefined on systems that keep them elsewhere. */
export type CpuTime = number | undefined;

/** The kernel counts in hundredths of a second, whatever its own clock does (USER_HZ). */
const ticksASecond = 100;

/** Of a process with all its threads. */
export function cpuTime(pid: number): CpuTime {
  return read(pid)?.own;
}

/** Of a process and its children, those that have ended included. */
export function cpuTimeOfFamily(pid: number): CpuTime {
  const parent = read(pid);
  if (!parent) return undefined;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + (cpuTime(Number(child)) ?? 0), parent.own + parent.ended);
}

/** Of this process's children that have ended. */
export function cpuTimeOfEndedChildren(): CpuTime {
  return read(process.pid)?.ended;
}

/** Of all processors since the machine started, idle time left out. */
export function cpuTimeOfMachine(): CpuTime {
  try {
    const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
    const [user = 0, nice = 0, system = 0, , , interrupt = 0, softInterrupt = 0, stolen = 0] = fields.map(Number);
    return (user + nice + system + interrupt + softInterrupt + stolen) / ticksASecond;
  } catch {
    return undefined;
  }
}

function read(pid: number): { own: number; ended: number } | undefined {
  try {
    // “pid (comm) state ppid …”, where comm may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { own: (user + system) / ticksASecond, ended: (endedUser + endedSystem) / ticksASecond };
  } catch {
    return undefined;
  }
}
