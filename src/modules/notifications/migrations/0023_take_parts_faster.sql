-- A part is noted only for a message that this program just sent, and messages are never deleted: to look at the message
-- again for each part, and to lock it, proved nothing and cost a row lock and its log for every message.
-- contract: no release depends on the reference.
alter table notifications.parts drop constraint parts_message_id_fkey;
-- Room in each page for the one change that each part gets, so that its indexes stay as they are.
alter table notifications.parts set (fillfactor = 80);
