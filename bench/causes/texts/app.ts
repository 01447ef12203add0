/** The applications that incidents happen in: what language, what they are about, how they log. */
import type { Random } from '../../../src/emulator/scenarios/random.ts';

export type Language = 'python' | 'node' | 'java' | 'go';

/** What a service is about: its words appear in paths, modules and messages. */
export interface Domain {
  /** `orders` */
  name: string;
  /** `order` */
  one: string;
  /** A field of it. */
  field: string;
  /** A verb of it: `submit`. */
  verb: string;
}

export interface App {
  /** The service's name. */
  name: string;
  language: Language;
  domain: Domain;
  /** How its logging library writes. */
  shape: string;
}

export const DOMAINS: Domain[] = [
  { name: 'orders', one: 'order', field: 'tax_code', verb: 'submit' },
  { name: 'payments', one: 'payment', field: 'currency', verb: 'capture' },
  { name: 'users', one: 'user', field: 'locale', verb: 'register' },
  { name: 'catalog', one: 'item', field: 'shelf', verb: 'publish' },
  { name: 'billing', one: 'invoice', field: 'due_date', verb: 'issue' },
  { name: 'shipping', one: 'parcel', field: 'carrier', verb: 'dispatch' },
  { name: 'search', one: 'query', field: 'facet', verb: 'index' },
  { name: 'reviews', one: 'review', field: 'stars', verb: 'moderate' },
  { name: 'media', one: 'image', field: 'mime_type', verb: 'resize' },
  { name: 'bookings', one: 'booking', field: 'slot', verb: 'reserve' },
  { name: 'threads', one: 'thread', field: 'run_id', verb: 'append' },
  { name: 'tickets', one: 'ticket', field: 'priority', verb: 'escalate' },
  { name: 'devices', one: 'device', field: 'firmware', verb: 'enroll' },
  { name: 'reports', one: 'report', field: 'period', verb: 'render' },
  { name: 'stock', one: 'lot', field: 'warehouse', verb: 'count' },
  { name: 'loyalty', one: 'voucher', field: 'tier', verb: 'redeem' },
];

const SHAPES: Record<Language, string[]> = {
  python: ['python', 'loguru', 'loguru-pipes', 'uvicorn', 'json', 'json-labels', 'bracket', 'gunicorn'],
  node: ['winston', 'winston-json', 'plain', 'json'],
  java: ['logback', 'logback', 'json'],
  go: ['slog', 'klog', 'json'],
};

const SUFFIXES = ['', '-api', '-svc', '-service', '-backend'];

export function makeApp(random: Random, domain: Domain): App {
  const language = random.pick(['python', 'python', 'node', 'node', 'java', 'go'] as const);
  return { name: `${domain.name}${random.pick(SUFFIXES)}`, language, domain, shape: random.pick(SHAPES[language]) };
}

/** `tax_code` as `taxCode`. */
export function camel(text: string): string {
  return text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `tax_code` as `TaxCode`. */
export function pascal(text: string): string {
  const name = camel(text);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
