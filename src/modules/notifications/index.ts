/**
 * Notifications: one engine for all notices (X3).
 *
 * message: one text to one person on one channel · fate: what became of it · receipt: the carrier's word on a part ·
 * evidence: every step of every message, kept · uncertain: it left us and no answer came · segment: what carriers charge
 * for, a part of an SMS. Other modules count messages by the view `notifications.public_message_days`.
 */
export { dkimKey, dkimRecord } from './adapters/smtp/dkim.ts';
export { loadDkimKeys } from './adapters/smtp/dkim-keys.ts';
export { mailAddress } from './adapters/smtp/mail-address.ts';
export { startSmtpSender, type SmtpSender } from './adapters/smtp/sender.ts';
export { readCarriers, type CarrierSetting } from './carrier-settings.ts';
export { probeCarrier, probeMail } from './adapters/probe.ts';
export { EvidenceFile, verifyEvidence } from './evidence/file.ts';
export { dueMessages } from './queries/due.ts';
export { evidenceFile } from './queries/evidence-file.ts';
export { verifyEvidenceChain } from './queries/verify-chain.ts';
export { evidenceOf, evidenceOfPerson, type EvidenceEvent, type EvidenceRow } from './queries/evidence.ts';
export { plainSteps } from './domain/plain-steps.ts';
export { eventWords, formatCost, plainWords, sizeWords } from './evidence-words.ts';
export { NOTICE_SECTIONS } from './sections.ts';
export { adminTexts as noticeAdminTexts } from './admin-texts.ts';
export { seedPastNotices } from './seed/past-notices.ts';
export { seedStartingNotices, seedStatusNotices } from './seed/seed.ts';
export { findNoticeKey } from './store/keys.ts';
export { createKey, revokeKey } from './commands/change-keys.ts';
export { addTeamMember } from './commands/change-team.ts';
export { createMailing } from './commands/send-mailing.ts';
export { applyConfiguration, configurationSchema, type NoticeConfiguration } from './commands/apply-configuration.ts';
export { loadNumberPlan } from './commands/load-number-plan.ts';
export { readNumberPlan } from './domain/number-plan.ts';
export { setCallback } from './commands/change-callback.ts';
export { decideTemplate } from './commands/decide-template.ts';
export { listEventKinds } from './store/event-kinds.ts';
export { declareEvent } from './commands/declare-event.ts';
export { notificationTexts } from './texts.ts';
export { ownNotices, type OwnNotice } from './queries/own-notices.ts';
export { findUnreachableMobile } from './store/unreachable.ts';
export { FATES, type Fate } from './store/messages.ts';
export { personalNotices, type PersonalNotice } from './queries/personal-notices.ts';
export { eraseNoticesOf, stopNoticesTo } from './commands/erase-notices.ts';
export { anyWaitingAbout, eraseContents } from './store/erase.ts';
export { RENUMBER_EVIDENCE } from './store/renumber-evidence.ts';
export { personalLetters } from './queries/personal-letters.ts';
export type { Letter, Wish } from './store/letters.ts';
