/** Where a command writes to. */
export interface Terminal {
  /** A line of the command's result. */
  print(line: string): void;
  /** A line about wrong use. */
  complain(line: string): void;
  /** Whether colours may be used; the environment (NO_COLOR, no terminal) and `--no-color` have their say too. */
  readonly colors: boolean;
}

/** What a command ends with. */
export const EXIT = { success: 0, refused: 1, wrongUse: 2 } as const;

/** One of {@link EXIT}. */
export type ExitCode = typeof EXIT[keyof typeof EXIT];
