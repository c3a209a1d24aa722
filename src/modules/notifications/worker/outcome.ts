import type { SendOutcome } from '../adapters/port.ts';
import type { MessageRef } from '../store/messages.ts';

/** What the other side said at once about one message. */
export interface Outcome {
  readonly kind: 'outcome';
  readonly carrier: string;
  readonly message: MessageRef & { readonly attempts: number };
  readonly sent: SendOutcome;
}
