/** Traces that print frames as runs of `at …` lines, each below the line that names its exception. */

export interface Section {
  /** The lines above the frames, back to the frames before: the exception's line and its message are among them. */
  above: string[];
  /** Innermost call first, as printed. */
  frames: string[];
}

/** An exception's line is looked for this far above its frames. */
const MAX_ABOVE = 15;

/** The runs of lines that `isFrame` accepts, each with the lines above it. */
export function splitSections(lines: string[], isFrame: (line: string) => boolean): Section[] {
  const sections: Section[] = [];
  let above: string[] = [];
  let frames: string[] = [];
  for (const line of lines) {
    if (isFrame(line)) {
      if (frames.length === 0) sections.push({ above: above.slice(-MAX_ABOVE), frames });
      frames.push(line);
      above = [];
    } else {
      frames = [];
      above.push(line);
    }
  }
  return sections;
}

/** The nearest line above the frames that `pattern` matches, with the lines between it and the frames. */
export function findHead(above: string[], pattern: RegExp): { match: RegExpExecArray; below: string[] } | null {
  for (let i = above.length - 1; i >= 0; i--) {
    const match = pattern.exec(above[i]!);
    if (match) return { match, below: above.slice(i + 1) };
  }
  return null;
}
