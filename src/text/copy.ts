/** The same text in memory of its own: one that was cut out of another keeps all of that. A lone surrogate becomes U+FFFD. */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
