import { DESK_AREAS } from './areas.ts';
import { walkStaffPages } from './walk.ts';

walkStaffPages((area) => !DESK_AREAS.has(area));
