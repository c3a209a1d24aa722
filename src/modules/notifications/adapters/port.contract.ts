import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { until } from '#test/support/until.ts';
import type { FailureReason, InboundMessage, MessageSender, Receipt, SendOutcome } from './port.ts';

/** What a message in the contract may say; each channel makes its own message of it. */
export interface ContractMessage {
  readonly recipient: 'known' | 'refused' | 'failsLater';
  readonly text: string;
  readonly expiresAt?: Temporal.Instant;
}

/** How long the sender waits for an answer. */
export interface ContractTerms {
  readonly responseTimeoutMs: number;
}

/** On a busy machine an answer takes its time; only who tests the waiting itself waits less. */
const PATIENT_MS = 15_000;

/** A sender of one channel with the real other side that it speaks to. */
export interface SenderHarness {
  readonly sender: MessageSender;
  /** Resolves when the sender can send. */
  ready(): Promise<void>;
  send(message: ContractMessage): Promise<SendOutcome>;
  /** Texts that the known recipient has. */
  arrived(): readonly string[];
  readonly failingRecipient: string;
  /** As exactly as the other side says it. */
  readonly failingReason: FailureReason;
  /** How the other side names a number or mailbox that does not exist. */
  readonly refusalCode: RegExp;
  /** It notices that the other side has gone without sending anything. */
  readonly holdsConnection: boolean;
  readonly peer: {
    refuseForNow(): void;
    /** Takes the next messages and cuts the line instead of answering. */
    cutAfterTaking(): void;
    /** Takes the next messages and answers only after a second. */
    answerSlowly(): void;
    /** Takes a few messages a second, and says so. */
    askForSlower(): void;
    /** Takes the next messages and answers with what says nothing. */
    answerNonsense(): void;
    /** Tells each fate twice. */
    repeatReceipts(): void;
    /** Tells no fate until it is well. */
    loseReceipts(): void;
    /** Says of what arrived that it failed, first having said the opposite if it says that at all. */
    lie(): void;
    down(): void | Promise<void>;
    well(): void | Promise<void>;
    /** A citizen writes. */
    write(text: string): Promise<boolean>;
  };
  close(): Promise<void>;
}

/** What every sender must do, whatever its channel. */
export function testSenderContract(name: string, start: (terms: ContractTerms) => Promise<SenderHarness>): void {
  const contract = (
    title: string,
    body: (harness: SenderHarness, t: TestContext) => Promise<void>,
    terms: ContractTerms = { responseTimeoutMs: PATIENT_MS },
  ): void => {
    test(`${name}: ${title}`, async (t) => {
      const harness = await start(terms);
      t.after(() => harness.close());
      await harness.ready();
      await body(harness, t);
    });
  };

  contract('a message is accepted under an id and arrives as it was written', async (harness) => {
    const text = 'Su trámite 2026-004512 fue firmado: ACEPTADO. ¿Dudas? Llame al 722 280 5230.';
    const outcome = await harness.send({ recipient: 'known', text });
    assert.ok(outcome.kind === 'accepted' && outcome.carrierId !== '', outcome.kind);
    assert.deepEqual(
      outcome.parts.map(({ part, kind }) => [part, kind]),
      [[1, 'accepted']],
    );
    await until('it has arrived', () => harness.arrived().length === 1);
    assert.deepEqual(harness.arrived(), [text]);
  });

  contract('a recipient that does not exist is rejected for good, with the code', async (harness) => {
    const outcome = await harness.send({ recipient: 'refused', text: 'Aviso' });
    assert.ok(outcome.kind === 'rejected' && outcome.permanence === 'permanent');
    assert.match(outcome.code, harness.refusalCode);
  });

  contract('a passing trouble is rejected for now, and the next try passes', async (harness) => {
    harness.peer.refuseForNow();
    const outcome = await harness.send({ recipient: 'known', text: 'Aviso' });
    assert.ok(outcome.kind === 'rejected' && outcome.permanence === 'temporary');
    await harness.peer.well();
    assert.equal((await harness.send({ recipient: 'known', text: 'Aviso' })).kind, 'accepted');
  });

  contract('a line that is cut before the answer leaves a doubt, and rightly so', async (harness) => {
    harness.peer.cutAfterTaking();
    assert.equal((await harness.send({ recipient: 'known', text: 'Aviso' })).kind, 'uncertain');
    await until('it has arrived', () => harness.arrived().length === 1);
  });

  contract(
    'an answer that does not come in time leaves a doubt',
    async (harness) => {
      harness.peer.answerSlowly();
      const outcome = await harness.send({ recipient: 'known', text: 'Aviso' });
      assert.deepEqual([outcome.kind, outcome.kind === 'uncertain' && outcome.cause], ['uncertain', 'timeout']);
    },
    { responseTimeoutMs: 500 },
  );

  contract(
    'an answer that says nothing leaves a doubt: the message may have been taken',
    async (harness) => {
      harness.peer.answerNonsense();
      assert.equal((await harness.send({ recipient: 'known', text: 'Aviso' })).kind, 'uncertain');
      await until('it has arrived', () => harness.arrived().length === 1);
    },
    { responseTimeoutMs: 500 },
  );

  contract('asked for a slower pace, it fails nothing and loses nothing', async (harness) => {
    harness.peer.askForSlower();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => harness.send({ recipient: 'known', text: `Aviso ${n}` })),
    );
    const mayPassLater = ({ kind, ...outcome }: SendOutcome) =>
      kind === 'accepted' || kind === 'throttled' || ('permanence' in outcome && outcome.permanence === 'temporary');
    assert.ok(outcomes.every(mayPassLater), outcomes.map(({ kind }) => kind).join());
    const accepted = outcomes.filter(({ kind }) => kind === 'accepted').length;
    await until('all have arrived', () => harness.arrived().length === accepted);
    assert.equal(new Set(harness.arrived()).size, accepted, 'each once');
  });

  contract('a receipt that comes twice is told alike, so that the second settles nothing', async (harness) => {
    harness.peer.repeatReceipts();
    const receipts: Receipt[] = [];
    harness.sender.onReceipt((receipt) => void (receipt.final && receipts.push(receipt)));
    const outcome = await harness.send({ recipient: 'failsLater', text: 'Aviso' });
    assert.ok(outcome.kind === 'accepted');
    await until('two receipts', () => receipts.length >= 2);
    for (const { carrierId, fate } of receipts) assert.deepEqual([carrierId, fate], [outcome.carrierId, 'failed']);
  });

  contract('a receipt that is lost is not made up, and the next one is of its own message', async (harness) => {
    const receipts: Receipt[] = [];
    harness.sender.onReceipt((receipt) => void (receipt.final && receipts.push(receipt)));
    harness.peer.loseReceipts();
    assert.equal((await harness.send({ recipient: 'failsLater', text: 'Aviso 1' })).kind, 'accepted');
    await harness.peer.well();
    const second = await harness.send({ recipient: 'failsLater', text: 'Aviso 2' });
    await until('a receipt', () => receipts.length > 0);
    assert.deepEqual(
      receipts.map(({ carrierId }) => carrierId),
      [second.kind === 'accepted' && second.carrierId],
    );
  });

  contract('a side that contradicts itself is told as it speaks, in its order', async (harness) => {
    const receipts: Receipt[] = [];
    harness.sender.onReceipt((receipt) => void (receipt.final && receipts.push(receipt)));
    harness.peer.lie();
    const outcome = await harness.send({ recipient: 'known', text: 'Aviso' });
    await until('the contradiction', () => harness.arrived().length === 1 && receipts.at(-1)?.fate === 'failed');
    assert.ok(outcome.kind === 'accepted');
    assert.ok(receipts.every(({ carrierId }) => carrierId === outcome.carrierId));
    assert.deepEqual(
      receipts.slice(0, -1).map(({ fate }) => fate),
      harness.sender.channel === 'sms' ? ['delivered'] : [],
    );
  });

  contract('nothing leaves while the other side is away; when it is back, messages pass again', async (harness) => {
    await harness.peer.down();
    await until('it notices', () => harness.sender.state().status !== 'ready' || !harness.holdsConnection);
    const outcome = await harness.send({ recipient: 'known', text: 'Aviso' });
    assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'notConnected']);
    assert.equal(harness.sender.state().status === 'ready', false);
    await harness.peer.well();
    await until('it is back', () => harness.sender.state().status === 'ready');
    assert.equal((await harness.send({ recipient: 'known', text: 'Aviso' })).kind, 'accepted');
  });

  contract('a message that is too late does not leave', async (harness) => {
    const expiresAt = Temporal.Instant.from('2026-01-01T00:00:00Z');
    const outcome = await harness.send({ recipient: 'known', text: 'Su cita es mañana', expiresAt });
    assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'expired']);
    assert.deepEqual(harness.arrived(), []);
  });

  contract('a failure after acceptance is told with its reason, and again until it is taken', async (harness) => {
    const receipts: Receipt[] = [];
    let tries = 0;
    harness.sender.onReceipt((receipt) => {
      tries += 1;
      if (tries === 1) throw new Error('the database is away');
      if (receipt.final) receipts.push(receipt);
    });
    const outcome = await harness.send({ recipient: 'failsLater', text: 'Aviso' });
    assert.ok(outcome.kind === 'accepted');
    await until('the receipt', () => receipts.length === 1);
    const [receipt] = receipts;
    assert.deepEqual(
      [receipt?.carrierId, receipt?.fate, receipt?.final, receipt?.permanence, receipt?.reason, receipt?.recipient],
      [outcome.carrierId, 'failed', true, 'permanent', harness.failingReason, harness.failingRecipient],
    );
  });

  contract('what a citizen writes is told', async (harness) => {
    const inbound: InboundMessage[] = [];
    harness.sender.onInbound((message) => void inbound.push(message));
    assert.equal(await harness.peer.write('BAJA, por favor. ¡Gracias!'), true);
    assert.deepEqual(
      inbound.map(({ channel, text }) => [channel, text.trim()]),
      [[harness.sender.channel, 'BAJA, por favor. ¡Gracias!']],
    );
  });

  contract('many messages at once are all settled, each once', async (harness) => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) => harness.send({ recipient: 'known', text: `Aviso ${n}` })),
    );
    assert.ok(outcomes.every(({ kind }) => kind === 'accepted'));
    await until('all have arrived', () => harness.arrived().length === 40);
    assert.equal(new Set(harness.arrived()).size, 40);
    assert.deepEqual([harness.sender.state().inFlight, harness.sender.state().queued], [0, 0]);
  });

  contract('closed, it sends nothing; closing twice is harmless', async (harness) => {
    await harness.sender.close();
    await harness.sender.close();
    const outcome = await harness.send({ recipient: 'known', text: 'Aviso' });
    assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'closed']);
    assert.equal(harness.sender.state().status, 'closed');
  });
}
