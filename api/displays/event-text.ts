/** One event of an event stream (WHATWG HTML, 9.2). Its data is one line. */
export function eventText(event: string, options: { id?: string; data?: string } = {}): string {
  const { id, data = '' } = options;
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
