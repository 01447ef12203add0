import type { Filter } from '../../filter/index.ts';

/** What to read from files, folders and standard input. */
export interface FileOptions {
  /** Files, folders (read through, sorted) and `-` for standard input. */
  paths: string[];
  /** The service of lines that name none; null = the file's base name. */
  service: string | null;
  /** Only entries of these services and regions; [] = all. Entries that name no region stay. */
  services: string[];
  regions: string[];
  /** Where times without an offset were written: an IANA name, `local` or `+02:00`; null = UTC. */
  timeZone: string | null;
  filter: Filter | null;
  stdin: NodeJS.ReadableStream;
  /** Hand over every entry in full, healthy ones too; false where not given. */
  everything?: boolean;
  /** Hand over what the reduction hits also where its level or status says that it is healthy; false where not given. */
  anyLevel?: boolean;
  /** Say on which line each entry stands; false where not given. */
  lineNumbers?: boolean;
  /** Bytes read at a time, and so about what one batch stands for; 1 MB where not given. */
  chunkBytes?: number;
}
