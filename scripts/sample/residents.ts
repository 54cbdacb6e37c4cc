import type { Language } from './story.js';
import type { Random } from './random.js';

/** Somebody who lives in the sample city. All are made up. */
export interface Resident {
  /** Their account. */
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
}

const resident = (en: string, hi: string): Resident => ({
  id: en.toLowerCase().replaceAll(' ', '.'),
  name: { en, hi },
});

/** Both are personas; stories about them are told on purpose. */
export const lakshmi = resident('Lakshmi Narayan', 'लक्ष्मी नारायण');
export const abdul = resident('Abdul Karim', 'अब्दुल करीम');

export const residents: readonly Resident[] = [
  resident('Harpreet Bhatia', 'हरप्रीत भाटिया'),
  resident('Savitri Pawar', 'सावित्री पवार'),
  resident('George Varghese', 'जॉर्ज वर्गीज़'),
  resident('Mumtaz Siddiqui', 'मुमताज़ सिद्दीक़ी'),
  resident('Ravi Shastri Nair', 'रवि शास्त्री नायर'),
  resident('Kamala Bisht', 'कमला बिष्ट'),
  resident('Dilip Waghmare', 'दिलीप वाघमारे'),
  resident('Shabana Mirza', 'शबाना मिर्ज़ा'),
  resident('Peter Fernandes', 'पीटर फ़र्नांडिस'),
  resident('Anjali Trivedi', 'अंजलि त्रिवेदी'),
  resident('Bhola Prasad', 'भोला प्रसाद'),
  resident('Chandni Verma', 'चाँदनी वर्मा'),
  resident('Devika Pillai', 'देविका पिल्लै'),
  resident('Ehsan Ali', 'एहसान अली'),
  resident('Farhan Shah', 'फ़रहान शाह'),
  resident('Gauri Deshmukh', 'गौरी देशमुख'),
  resident('Hemant Solanki', 'हेमंत सोलंकी'),
  resident('Indira Mahato', 'इंदिरा महतो'),
  resident('Jagdish Chauhan', 'जगदीश चौहान'),
  resident('Kavita Bora', 'कविता बोरा'),
  resident('Lalit Oraon', 'ललित उराँव'),
  resident('Manju Rathore', 'मंजू राठौर'),
  resident('Nasreen Banu', 'नसरीन बानो'),
  resident('Om Prakash', 'ओम प्रकाश'),
  resident('Padma Venkatesh', 'पद्मा वेंकटेश'),
  resident('Qasim Raza', 'क़ासिम रज़ा'),
  resident('Rukmini Joshi', 'रुक्मिणी जोशी'),
  resident('Suresh Tandon', 'सुरेश टंडन'),
  resident('Teresa Lobo', 'टेरेसा लोबो'),
  resident('Uday Kashyap', 'उदय कश्यप'),
  resident('Vimala Rao', 'विमला राव'),
  resident('Wasim Akhtar', 'वसीम अख़्तर'),
  resident('Yamini Saxena', 'यामिनी सक्सेना'),
  resident('Zubin Irani', 'ज़ुबिन ईरानी'),
  resident('Asha Murmu', 'आशा मुर्मू'),
  resident('Brijesh Yadav', 'बृजेश यादव'),
  resident('Sushila Meena', 'सुशीला मीणा'),
  resident('Naveen Hegde', 'नवीन हेगड़े'),
  resident('Rehana Begum', 'रेहाना बेगम'),
  resident('Tenzin Dolma', 'तेनज़िन डोलमा'),
];

/** Numbers that begin so are given to nobody. */
export const telephone = (random: Random): string =>
  `+91 55500 ${String(random.whole(10_000, 99_999))}`;

export const email = ({ id }: Resident): string => `${id}@example.org`;
