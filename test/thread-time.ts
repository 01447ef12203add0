/** Milliseconds of processor time that this thread has used: what other tests do beside it does not count. */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
