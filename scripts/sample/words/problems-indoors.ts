import type { Problem } from './problem.js';

/** What people write about water, drains, health, parks and land. `{street}` is where. */
export const indoors: Readonly<Record<string, Problem>> = {
  'no-water': {
    weight: 9,
    en: [
      'No water on {street} since yesterday morning.',
      'The taps on {street} have been dry for two days. We buy cans.',
    ],
    hi: ['{street} में कल सुबह से पानी नहीं आ रहा।', 'दो दिन से {street} के नल सूखे हैं।'],
    work: 'repaired',
  },
  'dirty-water': {
    weight: 4,
    en: ['The water on {street} is brown and smells. Two children in our building are ill.'],
    hi: ['{street} में नल का पानी मटमैला और बदबूदार है। दो बच्चे बीमार हैं।'],
    danger: 'possible',
    work: 'repaired',
  },
  'leaking-pipe': {
    weight: 8,
    en: [
      'A pipe leaks at the corner of {street}. Clean water runs into the drain all day.',
      'Water comes up through the road on {street}.',
    ],
    hi: ['{street} के मोड़ पर पाइप टपक रहा है, साफ़ पानी नाली में बह रहा है।'],
    work: 'repaired',
  },
  'low-pressure': {
    weight: 3,
    en: ['Water on {street} comes only for half an hour and does not reach the first floor.'],
    hi: ['{street} में पानी का दबाव बहुत कम है, पहली मंज़िल तक नहीं पहुँचता।'],
    work: 'repaired',
  },
  'blocked-drain': {
    weight: 8,
    en: [
      'The drain on {street} is blocked and the water stands on the road.',
      'The gutter on {street} is full of plastic and backs up with every rain.',
    ],
    hi: ['{street} की नाली जाम है, पानी सड़क पर भरा है।'],
    work: 'cleaned',
  },
  'sewage-overflow': {
    weight: 5,
    en: ['Sewage comes out of the chamber on {street} and runs past the school gate.'],
    hi: ['{street} पर सीवर का पानी बाहर बह रहा है, स्कूल के सामने से।'],
    danger: 'possible',
    work: 'cleaned',
  },
  'open-manhole': {
    weight: 3,
    en: [
      'The cover of the manhole on {street} is missing. Somebody put a branch into it as a warning.',
    ],
    hi: ['{street} पर मैनहोल का ढक्कन ग़ायब है। किसी ने चेतावनी के लिए डाली लगा दी है।'],
    danger: 'immediate',
    work: 'replaced',
  },
  mosquitoes: {
    weight: 5,
    en: ['Mosquitoes breed in the standing water behind {street}. Please fog the area.'],
    hi: ['{street} के पीछे जमा पानी में मच्छर पनप रहे हैं। कृपया फॉगिंग करें।'],
    work: 'cleaned',
  },
  'stray-dogs': {
    weight: 5,
    en: ['A pack of dogs on {street} chases cyclists in the morning.'],
    hi: ['{street} पर सुबह कुत्तों का झुंड साइकिल वालों के पीछे दौड़ता है।'],
    danger: 'possible',
    answers: { animals: 6, somebody_bitten: false },
    work: 'advised',
  },
  'public-toilet': {
    weight: 4,
    en: ['The public toilet on {street} has no water and the door does not close.'],
    hi: ['{street} के सार्वजनिक शौचालय में पानी नहीं है और दरवाज़ा बंद नहीं होता।'],
    work: 'repaired',
  },
  'unsafe-food': {
    weight: 2,
    en: ['The sweet shop on {street} keeps food uncovered next to the drain.'],
    hi: ['{street} की मिठाई की दुकान नाली के पास खुला खाना रखती है।'],
    work: 'advised',
  },
  noise: {
    weight: 3,
    en: ['The wedding hall on {street} plays loud music after midnight.'],
    hi: ['{street} का विवाह भवन आधी रात के बाद तेज़ संगीत बजाता है।'],
    work: 'advised',
  },
  'fallen-tree': {
    weight: 3,
    en: ['A tree fell across {street} in the storm. Cars cannot pass.'],
    hi: ['आँधी में {street} पर पेड़ गिर गया है, रास्ता बंद है।'],
    danger: 'possible',
    work: 'removed',
  },
  'tree-to-trim': {
    weight: 4,
    en: [
      'Branches on {street} touch the electric wires.',
      'The neem tree on {street} covers the street light.',
    ],
    hi: ['{street} पर पेड़ की डालियाँ बिजली के तारों को छू रही हैं।'],
    work: 'removed',
  },
  'park-upkeep': {
    weight: 4,
    en: ['The swings in the park on {street} are broken and the grass is knee high.'],
    hi: ['{street} के पार्क में झूले टूटे हैं और घास घुटनों तक है।'],
    work: 'repaired',
  },
  'illegal-building': {
    weight: 2,
    en: ['A fourth floor is being built on {street} without any board or permit.'],
    hi: ['{street} पर बिना अनुमति चौथी मंज़िल बन रही है।'],
    work: 'advised',
  },
  encroachment: {
    weight: 3,
    en: ['The shop on {street} has put a shed on the footpath. People walk on the road.'],
    hi: ['{street} की दुकान ने फुटपाथ पर शेड डाल दिया है।'],
    work: 'removed',
  },
  'dangerous-building': {
    weight: 1,
    en: ['The balcony of the old house on {street} has large cracks and pieces fall down.'],
    hi: ['{street} पर पुराने मकान का छज्जा फट गया है और टुकड़े गिर रहे हैं।'],
    danger: 'immediate',
    work: 'advised',
  },
};
