/** Zones a person can choose, with the names shown for them. */
export { knownTimeZones, timeZoneLabel } from '../../market/zone';
