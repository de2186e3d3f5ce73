import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonBytes, textProblem } from '../../shared/protocol/text.ts';
import { openPlaces } from './places.ts';
import { cityRecord, type MmdbValue, mmdbOf, testPlaces } from './testing-mmdb.ts';

const LISBON = ['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')] as const;

describe('places by address', () => {
  test('a town with its country, or the country alone, in English', async () => {
    const places = await testPlaces({
      networks: [
        LISBON,
        ['2.125.0.0/16', cityRecord(undefined, 'Norway')],
        ['2a02:cfc0::/29', cityRecord('Tromsø', 'Norway')],
        ['89.160.20.0/24', cityRecord('Nowhere', undefined)],
      ],
    });
    expect(places.placeOf('81.2.69.142')).toBe('Lisbon, Portugal');
    expect(places.placeOf('::ffff:81.2.69.142')).toBe('Lisbon, Portugal');
    expect(places.placeOf('2.125.160.216')).toBe('Norway');
    expect(places.placeOf('2a02:cfc3:1::9')).toBe('Tromsø, Norway');
    expect(places.placeOf('89.160.20.112')).toBe('Nowhere');
    expect(places.countryOf('81.2.69.142')).toBe('Portugal');
    expect(places.countryOf('89.160.20.112')).toBeUndefined();
    expect(places.placeOf('9.9.9.9')).toBeUndefined();
    expect(places).toMatchObject({ type: 'GeoLite2-City', builtAtMs: Date.UTC(2026, 10, 1) });
  });

  test('a private address is nowhere, whatever the file says, and so is what is no address', async () => {
    const everywhere = cityRecord('Lisbon', 'Portugal');
    const places = await testPlaces({
      networks: [
        ['0.0.0.0/1', everywhere],
        ['128.0.0.0/1', everywhere],
        ['fc00::/7', everywhere],
      ],
    });
    expect(places.placeOf('81.2.69.142')).toBe('Lisbon, Portugal');
    for (const ip of [
      '10.1.2.3',
      '192.168.0.4',
      '127.0.0.1',
      '100.64.1.1',
      'fd00::1',
      '::1',
      '',
      'home',
      '1.2.3',
      '::',
    ]) {
      expect(places.placeOf(ip), ip).toBeUndefined();
      expect(places.countryOf(ip), ip).toBeUndefined();
    }
  });

  test('in a database of IPv4 addresses, no IPv6 address takes the place of another', async () => {
    // 2a02:cfc0::1 begins with the bits of 42.2.207.192.
    const places = await testPlaces({ ipVersion: 4, networks: [['42.2.0.0/16', cityRecord('Lisbon', 'Portugal')]] });
    expect(places.placeOf('42.2.207.192')).toBe('Lisbon, Portugal');
    expect(places.placeOf('2a02:cfc0::1')).toBeUndefined();
  });

  test.each([
    ['turned around', cityRecord('Lis\u202enob', 'Portugal\u0000'), 'Lis\ufffdnob, Portugal\ufffd'],
    ['broken into lines', cityRecord('Lisbon\nApproved', 'Portugal'), 'Lisbon\ufffdApproved, Portugal'],
    ['long', cityRecord('Llanfair'.repeat(20), 'Wales'), expect.stringMatching(/^(Llanfair)+\w*…, Wales$/)],
    ['wide', cityRecord('𝕎'.repeat(60), '𝕎'.repeat(60)), expect.stringMatching(/^𝕎+…, 𝕎+…$/u)],
    ['blank', cityRecord('\u200b', ' '), undefined],
    ['missing', cityRecord('', ''), undefined],
  ])('a name that is %s comes out as a line that may be shown', async (_name, record, expected) => {
    const places = await testPlaces({ networks: [['81.2.69.0/24', record]] });
    const text = places.placeOf('81.2.69.142');
    expect(text).toEqual(expected);
    expect(textProblem(text ?? 'none')).toBeUndefined();
    expect(jsonBytes(text ?? '')).toBeLessThanOrEqual(80);
    expect(jsonBytes(places.countryOf('81.2.69.142') ?? '')).toBeLessThanOrEqual(80);
  });

  test('a record of another shape is no place', async () => {
    const records: MmdbValue[] = [
      'Lisbon',
      7,
      ['Lisbon'],
      { city: 'Lisbon' },
      { country: { names: ['Portugal'] } },
      {},
    ];
    for (const record of records) {
      const places = await testPlaces({ networks: [['81.2.69.0/24', record]] });
      expect(places.placeOf('81.2.69.142')).toBeUndefined();
    }
  });

  test('damage inside the file is no place, and no error', async () => {
    const whole = mmdbOf({ networks: [LISBON] });
    const data = whole.indexOf('city') - 2;
    // The record becomes a pointer to itself, a value of a type that there isn't, a map with more members than there are bytes.
    for (const damage of [
      [0x20, 0],
      [0, 200],
      [0xff, 0xff, 0xff, 0xff],
    ]) {
      const bytes = Buffer.from(whole);
      bytes.set(damage, data);
      const places = await testPlaces(bytes);
      expect(places.placeOf('81.2.69.142')).toBeUndefined();
      expect(places.countryOf('81.2.69.142')).toBeUndefined();
    }
  });

  test('a file that is missing, no database, cut off, or of no places is refused with what is wrong with it', async () => {
    const whole = mmdbOf({ networks: [LISBON] });
    await expect(openPlaces(path.join(tmpdir(), 'nod-none.mmdb'))).rejects.toThrow('it can’t be read (ENOENT)');
    await expect(openPlaces(tmpdir())).rejects.toThrow('it can’t be read (EISDIR)');
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('city,country\n'.repeat(200)),
      whole.subarray(0, whole.length - 60),
      whole.subarray(whole.indexOf('MaxMind.com') - 3),
      mmdbOf({ networks: [LISBON], builtAtMs: 9e18 }),
    ]) {
      await expect(testPlaces(bytes)).rejects.toThrow(/no database in MaxMind’s format/);
    }
    await expect(testPlaces({ networks: [LISBON], type: 'GeoLite2-ASN' })).rejects.toThrow(
      /no places: its type is "GeoLite2-ASN"/,
    );
    await expect(testPlaces({ networks: [LISBON], type: 'DBIP-Country-Lite' })).resolves.toMatchObject({
      type: 'DBIP-Country-Lite',
    });
  });
});
