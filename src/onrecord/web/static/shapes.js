// The rows that the page's addresses give as JSON, as far as drawings use them. Types alone: no browser asks for this file.

/**
 * @typedef {{id: string | null, name: string}} Who
 * An actor, or the bare words of a party that is not known (then `id` is null).
 *
 * @typedef {{name: string, country: string | null, geonames: number | null, lat: number | null, lon: number | null,
 *   precision_km: number | null}} Where
 * A place: degrees in WGS 84.
 *
 * @typedef {{speakers: Who[], words: string | null, publisher: string | null}} Voice
 *
 * @typedef {{report: string, text: string, publisher: string | null, published: string | null}} Passage
 *
 * @typedef {{row: string, voice: Voice, passage: Passage, label: string | null}} Evidence
 *
 * @typedef {{subject: Who, type: string, object: Who, sign: number, state: string, reports: number, origins: number,
 *   evidence: Evidence[], denied: object | null, against: string[]}} Tie
 * A relation between two actors. sign: -1, 0 or 1.
 *
 * @typedef {"formed" | "first told" | "broken" | "told ended" | "strained" | "restored"} Change
 *
 * @typedef {{on: string, since: string | null, ties: Tie[], changes: {change: Change, tie: Tie}[], more: boolean}} Network
 *
 * @typedef {{row: string, type: string, status: string, certainty: string, actors: Who[], recipients: Who[],
 *   trigger: string, voice: Voice, origins: number, passage: Passage, start: string | null, end: string | null,
 *   precision: string | null, when: string | null, place: Where | null}} Happening
 * An event as one report tells it. start, end: ISO days or times, end exclusive.
 *
 * @typedef {{key: string, place: Where, events: number, reports: number, types: [string, number][], first: string | null,
 *   last: string | null}} Spot
 * A place, by which key it is asked for, how many events are told of it in how many reports, and of which types, the most told first.
 */

export {};
