/** SMPP 3.4 command ids that we speak (section 5.1.2.1). A response is its request with the top bit set. */
export const COMMAND_ID = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_receiver_resp: 0x80000001,
  bind_transmitter: 0x00000002,
  bind_transmitter_resp: 0x80000002,
  submit_sm: 0x00000004,
  submit_sm_resp: 0x80000004,
  deliver_sm: 0x00000005,
  deliver_sm_resp: 0x80000005,
  unbind: 0x00000006,
  unbind_resp: 0x80000006,
  bind_transceiver: 0x00000009,
  bind_transceiver_resp: 0x80000009,
  enquire_link: 0x00000015,
  enquire_link_resp: 0x80000015,
} as const;

export type Command = keyof typeof COMMAND_ID;

const COMMANDS: ReadonlyMap<number, Command> = new Map(
  Object.entries(COMMAND_ID).map(([command, id]) => [id, command as Command]),
);

/** The command of an id, or undefined when we do not speak it (answer: generic_nack with ESME_RINVCMDID). */
export const findCommand = (id: number): Command | undefined => COMMANDS.get(id);

/** True for ids with the top bit set: they answer something, and are never answered. */
export const isResponse = (id: number): boolean => id >= 0x80000000;
