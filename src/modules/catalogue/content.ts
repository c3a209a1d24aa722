import { z } from 'zod';

const line = z.string().trim().min(3).max(300);
const lines = z.array(line).max(30);

/** What an editor writes about a service. The form, the draft and the published version all have this shape. */
export const serviceContent = z.object({
  nameEs: line,
  nameEn: line,
  descriptionEs: line,
  descriptionEn: line,
  /** In the order in which the desk asks for them. */
  requirements: lines.min(1),
  costCents: z.int().min(0).max(100_000_000),
  /** Working days until it is signed. */
  responseDays: z.int().min(1).max(365),
  /** Working days to correct a suspended one. */
  correctionDays: z.int().min(1).max(365),
  legalBasis: line,
  suspensionReasons: lines,
  rejectionGrounds: lines,
});
export type ServiceContent = z.infer<typeof serviceContent>;
