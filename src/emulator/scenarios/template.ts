/** `${…}` in a scenario's texts. */
import { UserError } from '../../errors.ts';
import type { Micros } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import type { Random } from './random.ts';

/** What a text may refer to. */
export interface TemplateContext {
  random: Random;
  /** When it is said, on the clock that the entries show. */
  time: Micros;
  /** `user`, `service`, `instance`, … and the vars of the route and the fault. */
  vars: Record<string, string>;
  /** The scenario's long texts. */
  texts: Record<string, string>;
}

type Maker = (context: TemplateContext, args: string[]) => string;

const MAKERS: Record<string, Maker> = {
  hex: ({ random }, [length = '8']) => random.hex(Number(length)),
  int: ({ random }, [low = '0', high = '99']) => String(random.int(Number(low), Number(high))),
  float: ({ random }, [low = '0', high = '1', digits = '2']) =>
    (Number(low) + random.next() * (Number(high) - Number(low))).toFixed(Number(digits)),
  pick: ({ random }, choices) => random.pick(choices.join(':').split('|')),
  uuid: ({ random }) => {
    const hex = random.hex(32);
    const variant = random.pick(['8', '9', 'a', 'b']);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  },
  ip: ({ random }) => `169.254.169.${random.int(1, 126)}:${random.int(1024, 65535)}`,
  epochMs: ({ time }) => String(Math.floor(time / 1000)),
  epoch: ({ time }) => String(Math.floor(time / 1_000_000)),
  time: ({ time }) => formatTime(time),
  text: (context, [name = '']) => longText(context, name),
};

/**
 * The text with each `${name}` or `${name:argument}` filled in, inner ones first. A name that nothing knows is the scenario's
 * mistake.
 */
export function fill(text: string, context: TemplateContext): string {
  let filled = text;
  for (let before = ''; filled !== before && filled.includes('${'); ) {
    before = filled;
    filled = filled.replace(/\$\{([^{}$]+)\}/g, (mark, inner: string) => make(mark, inner, context));
  }
  return filled;
}

function make(mark: string, inner: string, context: TemplateContext): string {
  const [name = '', ...args] = inner.split(':');
  const own = context.vars[name];
  if (own !== undefined) return own;
  const maker = MAKERS[name];
  if (maker) return maker(context, args);
  throw new UserError(`unknown ${mark} in a scenario's text`, `known: ${known(context).join(', ')}`);
}

/** The same for every string in a JSON value. */
export function fillAll(value: unknown, context: TemplateContext): unknown {
  if (typeof value === 'string') return fill(value, context);
  if (Array.isArray(value)) return value.map((item) => fillAll(item, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillAll(item, context)]));
}

/** `NAME`, or `NAME*12`: so many times in a row, as a recursion repeats its frames. */
function longText(context: TemplateContext, reference: string): string {
  const [name = '', times = '1'] = reference.split('*');
  const text = context.texts[name];
  if (text === undefined) throw new UserError(`a scenario has no text "${name}"`, 'add it under texts:');
  return fill(text, context).repeat(Number(times));
}

function known(context: TemplateContext): string[] {
  return [...Object.keys(context.vars), ...Object.keys(MAKERS)].sort();
}
