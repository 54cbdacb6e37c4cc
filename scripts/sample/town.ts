import type { Place } from '../../domain/case/header.js';
import type { Text } from '../../domain/kernel/text.js';
import type { Language } from './story.js';
import type { Random } from './random.js';

interface Street {
  readonly name: Required<Record<Language, string>>;
  readonly ward: string;
  /** Longitude and latitude of its middle, made up like the town. */
  readonly at: readonly [number, number];
}

const street = (en: string, hi: string, ward: number, at: readonly [number, number]): Street => ({
  name: { en, hi },
  ward: `ward-${ward}`,
  at,
});

export const cityTitle: Text = { en: 'Riverton', hi: 'रिवरटन' };

export const streets: readonly Street[] = [
  street('Fort Lane', 'क़िला गली', 1, [77.4312, 22.6894]),
  street('Gate Road', 'द्वार मार्ग', 1, [77.4336, 22.6881]),
  street('Potters Row', 'कुम्हार टोला', 1, [77.4301, 22.6872]),
  street('Old Well Lane', 'पुराना कुआँ गली', 1, [77.4324, 22.6866]),
  street('Bazaar Street', 'बाज़ार मार्ग', 2, [77.4371, 22.6887]),
  street('Clock Tower Square', 'घंटाघर चौक', 2, [77.4382, 22.6878]),
  street('Spice Lane', 'मसाला गली', 2, [77.4391, 22.6893]),
  street('Weavers Street', 'बुनकर मार्ग', 2, [77.4368, 22.6869]),
  street('Ghat Road', 'घाट मार्ग', 3, [77.4347, 22.6935]),
  street('Boatmen Lane', 'मल्लाह गली', 3, [77.4362, 22.6944]),
  street('Temple Steps', 'मंदिर सीढ़ी', 3, [77.4329, 22.6941]),
  street('Bridge Approach', 'पुल मार्ग', 3, [77.4391, 22.6938]),
  street('Station Road', 'स्टेशन मार्ग', 4, [77.4443, 22.6901]),
  street('Railway Colony', 'रेलवे कॉलोनी', 4, [77.4468, 22.6912]),
  street('Depot Road', 'डिपो मार्ग', 4, [77.4459, 22.6884]),
  street('Lake Drive', 'झील मार्ग', 5, [77.4297, 22.6801]),
  street('Lotus Avenue', 'कमल मार्ग', 5, [77.4319, 22.6793]),
  street('Hill View', 'पहाड़ी दृश्य', 5, [77.4283, 22.6788]),
  street('Mill Gate Road', 'मिल द्वार मार्ग', 6, [77.4402, 22.6806]),
  street('Workers Colony', 'श्रमिक कॉलोनी', 6, [77.4421, 22.6791]),
  street('Canal Road', 'नहर मार्ग', 6, [77.4436, 22.6812]),
  street('University Road', 'विश्वविद्यालय मार्ग', 7, [77.4351, 22.6742]),
  street('Library Lane', 'पुस्तकालय गली', 7, [77.4366, 22.6731]),
  street('Hostel Road', 'छात्रावास मार्ग', 7, [77.4338, 22.6728]),
  street('Green Park First Street', 'ग्रीन पार्क पहली गली', 8, [77.4449, 22.6751]),
  street('Green Park Fourth Street', 'ग्रीन पार्क चौथी गली', 8, [77.4462, 22.6739]),
  street('Nursery Road', 'नर्सरी मार्ग', 8, [77.4433, 22.6733]),
];

/** About a hundred metres. */
const alongStreet = 0.0009;
const digits = 5;

const rounded = (value: number): number => Number(value.toFixed(digits));

/** A house, pole or spot somewhere in the town. */
export interface Spot {
  readonly street: string;
  readonly address: string;
  readonly ward: string;
  readonly place: Place;
}

export function spotIn(random: Random, language: Language, wards?: readonly string[]): Spot {
  const { name, ward, at } = random.pick(
    streets.filter((one) => wards === undefined || wards.includes(one.ward)),
  );
  const number = random.whole(1, 98);
  const address = language === 'hi' ? `${number}, ${name.hi}` : `${number} ${name.en}`;
  const [longitude, latitude] = at;
  return {
    street: name[language],
    address,
    ward,
    place: {
      role: 'matter',
      address,
      areas: [ward],
      geometry: {
        type: 'Point',
        coordinates: [
          rounded(longitude + random.between(-alongStreet, alongStreet)),
          rounded(latitude + random.between(-alongStreet, alongStreet)),
        ],
      },
    },
  };
}
