-- Some carriers answer a submit in hex and write the receipt in decimal, or the reverse: the other spellings of a receipt's id
-- are believed only together with the telephone that it names.
alter table notifications.early_receipts
  add column alternatives text[],
  add column recipient_index text;
create index early_receipts_by_other_name on notifications.early_receipts using gin (alternatives) where alternatives is not null;
create index early_receipts_by_age on notifications.early_receipts (received_at);
