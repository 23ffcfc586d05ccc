/**
 * Base of every error that marsdisk raises on purpose. The message is one line for a person: it names the place
 * (config path, file and row, function argument), the offending value and what is allowed.
 */
export class MarsDiskError extends Error {
  override name = 'MarsDiskError';
}

/** A setting that is missing, out of range or in conflict with another one. */
export class ConfigurationError extends MarsDiskError {
  override name = 'ConfigurationError';
}

/** A quantity outside the range in which the physics is defined. */
export class PhysicsError extends MarsDiskError {
  override name = 'PhysicsError';
}

/** A computation that failed although its inputs were allowed (overflow, no convergence). */
export class NumericalError extends MarsDiskError {
  override name = 'NumericalError';
}

/** A table whose content does not make sense (missing column, unsorted or duplicate rows, non-finite values). */
export class TableLoadError extends MarsDiskError {
  override name = 'TableLoadError';
}

/** A file that is missing, unreadable or not writable. */
export class FileError extends MarsDiskError {
  override name = 'FileError';
}
