import { compile, type Predicate } from '../../filter/index.ts';
import type { LogEntry, Micros, RawEntry, Reduction, SourceBatch } from '../../model.ts';
import { parseTime } from '../../text/time.ts';
import { isSuspiciousRaw, mayMatchRaw, toLogEntry, wasCut } from '../entry.ts';
import { locationOf, resourceLabels, serviceOf } from '../entry-resource.ts';
import { text } from '../entry-values.ts';
import { Healthy } from '../healthy.ts';
import { ChosenNames } from './chosen-names.ts';
import { Losses } from './losses.ts';
import type { FileOptions } from './options.ts';

/** Where every entry that was read goes: suspicious ones are kept for the next batch, healthy ones counted. */
export class Intake {
  /** Bytes read so far of all inputs. */
  done = 0;
  /** The input being read, as losses name it. */
  name = '';
  losses = new Losses();
  /** The line being read. */
  line = 0;
  /** Whether each line of it is an entry. */
  lineByLine = false;
  /** Levels do not decide: what the reduction hits is handed over. */
  readonly anyLevel: boolean;
  private readonly reduction: Reduction;
  private readonly passes: Predicate | null;
  private readonly services: ChosenNames;
  private readonly regions: ChosenNames;
  private readonly total: number | null;
  private readonly everything: boolean;
  private readonly isWanted: typeof isSuspiciousRaw;
  private readonly numbered: boolean;
  private readonly healthy: Healthy;
  private kept: LogEntry[] = [];
  private lines: number[] = [];
  private seen = 0;
  private from: Micros | null = null;
  private to: Micros | null = null;

  /** `total`: bytes of all inputs, null where unknown. */
  constructor(options: FileOptions, reduction: Reduction, total: number | null) {
    this.reduction = reduction;
    this.healthy = new Healthy(reduction);
    this.passes = options.filter ? compile(options.filter) : null;
    this.services = new ChosenNames('service', options.services);
    this.regions = new ChosenNames('region', options.regions);
    this.total = total;
    this.everything = options.everything ?? false;
    this.anyLevel = options.anyLevel ?? false;
    this.isWanted = this.anyLevel ? mayMatchRaw : isSuspiciousRaw;
    this.numbered = options.lineNumbers ?? false;
  }

  /** Takes an entry in Cloud Logging's form. */
  entry(raw: RawEntry): void {
    const labels = resourceLabels(raw);
    const service = serviceOf(raw, labels);
    if (this.isLeftOut(service, locationOf(labels)) || (this.passes && !this.passes(raw))) return;
    const time = parseTime(text(raw.timestamp) || text(raw.receiveTimestamp));
    this.see(time);
    if (this.everything || this.isWanted(raw, this.reduction)) this.keep(toLogEntry(raw));
    else if (time !== null) this.healthy.add(raw, service, labels, time);
  }

  /**
   * Takes a line of plain text that is known to be healthy. False: it may be left out, or is to be handed over in full, and
   * `entry` sees to that.
   */
  healthyLine(service: string, time: Micros | null): boolean {
    if (this.everything || this.passes || this.isLeftOut(service, '')) return false;
    this.see(time);
    if (time !== null) this.healthy.addLine(service, time);
    return true;
  }

  hit(message: string): boolean {
    return this.reduction.hit(message);
  }

  /** Once all was read from `where`: UserError for a chosen service or region that nothing there has. */
  checkNames(where: string): void {
    this.services.check(where);
    this.regions.check(where);
  }

  /** What came in since the last batch. */
  take(): SourceBatch {
    const [entries, lines] = [this.kept, this.lines];
    this.kept = [];
    this.lines = [];
    return {
      entries,
      ...(this.numbered
        ? { lines: { input: this.name, of: lines, last: this.line, lineByLine: this.lineByLine } }
        : {}),
      ...this.healthy.take(),
      facts: [],
      losses: this.losses.take(),
      progress: {
        entries: this.seen,
        done: this.done,
        total: this.total,
        unit: 'bytes',
        from: this.from,
        to: this.to,
        waiting: null,
      },
    };
  }

  private isLeftOut(service: string, location: string): boolean {
    return this.services.leavesOut(service) || (location !== '' && this.regions.leavesOut(location));
  }

  private see(time: Micros | null): void {
    this.seen++;
    if (time === null) {
      this.losses.add('untimed', () => `${this.name}: lines without a time count in signatures, not in correlation`);
      return;
    }
    if (this.from === null || time < this.from) this.from = time;
    if (this.to === null || time > this.to) this.to = time;
  }

  private keep(entry: LogEntry): void {
    this.kept.push(entry);
    if (this.numbered) this.lines.push(this.line);
    if (wasCut(entry)) {
      this.losses.add('too-long', () => `${this.name}: messages over 64 K characters are read without their middle`);
    }
  }
}
