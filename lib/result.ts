/** What an action answers: data, or one error a form or toast can show. */
export type ActionError = {
  code: string;
  message: string;
  fieldErrors?: Record<string, string>;
  /** Of `step_up`: by what the person shows again who they are. */
  asks?: 'code' | 'password' | 'provider';
};

export type Result<T> = { ok: true; data: T } | { ok: false; error: ActionError };

export const ok = <T>(data: T): Result<T> => ({ ok: true, data });

export const failed = (error: ActionError): Result<never> => ({ ok: false, error });
