/**
 * Which registry office serves which municipality: office code -> INEGI codes.
 *
 * No published list of IFREM's own districts was found. The registry offices stand at the seats of the judicial
 * districts, and 18 of them serve the municipalities of their judicial district (Ley Orgánica del Poder Judicial del
 * Estado de México, the division into 18 districts). That is an assumption, and so is this copy of the division: it was
 * written down without the text of the law at hand. The 19th office, Naucalpan, lies in the judicial district of
 * Tlalnepantla; Naucalpan and its neighbour Huixquilucan are assumed to belong to it.
 *
 * Confirmed is therefore only the municipality where an office stands. For all others the pages say "confirme por
 * teléfono", until an administrator confirms the row.
 */
export const JURISDICTIONS: Readonly<Record<string, readonly string[]>> = {
  CHA: codes(25, 9, 15, 17, 22, 34, 39, 50, 68, 83, 89, 94, 103, 122),
  CUA: codes(24, 23, 35, 53, 91, 95, 108, 109, 121),
  ECA: codes(33, 20, 81),
  ORO: codes(64, 1, 14, 85),
  IXT: codes(42, 47, 48, 56, 74, 124),
  JIL: codes(45, 3, 26, 71, 79, 102, 112),
  LER: codes(51, 62, 67, 76, 115),
  NAU: codes(57, 37),
  NEZ: codes(58, 31, 70),
  OTU: codes(65, 16, 61, 75, 84, 92),
  SUL: codes(80, 4, 8, 97, 105, 117),
  TEM: codes(86, 77, 82, 123),
  TCI: codes(88, 21, 40, 52, 63, 107, 113, 119),
  TVA: codes(90, 6, 12, 18, 19, 27, 43, 49, 55, 72, 73, 98, 101),
  TEX: codes(99, 2, 11, 28, 30, 29, 69, 93, 100),
  TLA: codes(104, 13, 38, 46, 60),
  TOL: codes(106, 5, 54, 87, 114, 118),
  VBR: codes(110, 7, 32, 41, 66, 78, 111, 116),
  ZUM: codes(120, 10, 36, 44, 59, 96, 125),
};

/** INEGI codes from the number of the municipality; the seat of the office first. */
function codes(...numbers: readonly number[]): string[] {
  return numbers.map((number) => `15${String(number).padStart(3, '0')}`);
}
