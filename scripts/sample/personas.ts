import type { Text } from '../../domain/kernel/text.js';
import type { Persona } from '../../web/parts.js';
import { sampleAuthority } from './definitions.js';
import { staffCaller, type Directory } from './directory.js';
import { nameOf } from './people.js';
import { abdul, lakshmi, type Resident } from './residents.js';

interface Role {
  readonly id: string;
  /** Of staff. */
  readonly person: string;
  readonly office: string;
  readonly post: Text;
  readonly hint: Text;
  /** Where they begin; by default in their queue. */
  readonly begins?: string;
}

const resident = (id: string, who: Resident, post: Text, hint: Text): Persona => ({
  id,
  name: who.name,
  post,
  hint,
  caller: {
    actor: { id: who.id, kind: 'citizen', roles: [] },
    authority: sampleAuthority,
    channel: 'web',
  },
});

const residents: readonly Persona[] = [
  resident(
    'lakshmi',
    lakshmi,
    { en: 'Resident', hi: 'निवासी' },
    {
      en: 'Report a problem. Answer a question, judge a repair or say that it was not done. Open her traffic fine before and after its 60th day.',
      hi: 'समस्या बताएँ। प्रश्न का उत्तर दें, मरम्मत पर राय दें या कहें कि काम नहीं हुआ। इनका यातायात जुर्माना 60वें दिन से पहले और बाद में देखें।',
    },
  ),
  resident(
    'abdul',
    abdul,
    { en: 'Shopkeeper', hi: 'दुकानदार' },
    {
      en: 'Follow the application for his trade licence, or apply for a water connection.',
      hi: 'व्यापार लाइसेंस के आवेदन की स्थिति देखें, या जल कनेक्शन के लिए आवेदन करें।',
    },
  ),
];

const staff: readonly Role[] = [
  {
    id: 'gita',
    person: 'gita.rao',
    office: 'call-centre',
    begins: '/services',
    post: { en: 'Call taker and counter clerk', hi: 'कॉल लेने वाली और काउंटर लिपिक' },
    hint: {
      en: 'Register a complaint for somebody who calls or comes. Those who assign it find it in their queue.',
      hi: 'फ़ोन करने या आने वाले की शिकायत दर्ज करें। सौंपने वालों को वह उनकी सूची में मिलती है।',
    },
  },
  {
    id: 'joseph',
    person: 'joseph.mathew',
    office: 'sanitation',
    post: { en: 'Complaints officer, waste and sanitation', hi: 'शिकायत अधिकारी, कचरा और स्वच्छता' },
    hint: {
      en: 'Look through the queue and give new complaints to a field worker. This is the clerk who assigns.',
      hi: 'सूची देखें और नई शिकायतें क्षेत्र कर्मी को दें। सौंपने वाले लिपिक यही हैं।',
    },
  },
  {
    id: 'sunita',
    person: 'sunita.devi',
    office: 'sanitation',
    post: { en: 'Field worker, waste and sanitation', hi: 'क्षेत्र कर्मी, कचरा और स्वच्छता' },
    hint: {
      en: 'Resolve what is with her or her crew, or ask the resident.',
      hi: 'अपने या अपने दल के काम पूरे करें, या निवासी से पूछें।',
    },
  },
  {
    id: 'meera',
    person: 'meera.das',
    office: 'sanitation',
    post: { en: 'Supervisor, waste and sanitation', hi: 'पर्यवेक्षक, कचरा और स्वच्छता' },
    hint: {
      en: 'See what is overdue. Resolve what was escalated to her.',
      hi: 'देखें क्या विलंबित है। जो उन तक पहुँचा है उसका समाधान करें।',
    },
  },
  {
    id: 'sheetal',
    person: 'sheetal.jain',
    office: 'licences',
    post: { en: 'Licence officer', hi: 'लाइसेंस अधिकारी' },
    hint: {
      en: 'Check applications for trade licences and ask for corrections.',
      hi: 'व्यापार लाइसेंस के आवेदन जाँचें और सुधार माँगें।',
    },
  },
  {
    id: 'yusuf',
    person: 'yusuf.khan',
    office: 'licences',
    post: { en: 'Licence inspector', hi: 'लाइसेंस निरीक्षक' },
    hint: { en: 'Record a visit to the premises.', hi: 'परिसर के दौरे का विवरण दर्ज करें।' },
  },
  {
    id: 'dev',
    person: 'dev.chauhan',
    office: 'fines-office',
    post: { en: 'Police officer, fines', hi: 'पुलिस अधिकारी, जुर्माना' },
    hint: {
      en: 'Record a fine. Open that of Lakshmi Narayan and move the clock past its 60th day.',
      hi: 'जुर्माना दर्ज करें। लक्ष्मी नारायण का जुर्माना खोलें और घड़ी को उसके 60वें दिन से आगे बढ़ाएँ।',
    },
  },
  {
    id: 'arjun',
    person: 'arjun.mehta',
    office: 'commissioner',
    begins: '/overview',
    post: { en: 'Commissioner', hi: 'आयुक्त' },
    hint: {
      en: 'Compare the services of the city. What nobody dealt with in time comes to this post: see My work.',
      hi: 'नगर की सेवाओं की तुलना करें। जो समय पर नहीं निपटा, वह इस पद के पास आता है: “मेरा काम” देखें।',
    },
  },
  {
    id: 'kabir',
    person: 'kabir.sethi',
    office: 'commissioner',
    begins: '/services',
    post: { en: 'Administrator', hi: 'प्रशासक' },
    hint: {
      en: 'See every version of the services as it is published.',
      hi: 'सेवाओं के सभी प्रकाशित संस्करण देखें।',
    },
  },
  {
    id: 'nandini',
    person: 'nandini.bose',
    office: 'commissioner',
    begins: '/overview',
    post: { en: 'Analyst', hi: 'विश्लेषक' },
    hint: {
      en: 'Look at figures. Names and texts of residents stay hidden.',
      hi: 'आँकड़े देखें। निवासियों के नाम और लेख छिपे रहते हैं।',
    },
  },
];

/** Whom one can act as in the sample city. */
export const personasOf = (directory: Directory): readonly Persona[] => [
  ...residents,
  ...staff.map(({ person, office, ...persona }) => ({
    ...persona,
    name: nameOf(person),
    caller: staffCaller(directory, sampleAuthority, person, { office, channel: 'web' }),
  })),
];
