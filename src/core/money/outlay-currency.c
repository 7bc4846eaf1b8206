/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-currency.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Marks for gettext; the app translates. */
#define N_(text) text

/* ISO 4217 list one, as amended to 2026 (so without ANG and BGN, with XCG and ZWG). Funds codes
 * (CHE, USN, ...) are left out, as nobody pays a receipt in them. Signs that several currencies
 * share belong to the one that is meant where nothing else is said; the others carry a prefix or
 * their code. */
/* clang-format off */
static const OutlayCurrency currencies[] = {
  { "AED", 2, "AED", N_ ("United Arab Emirates dirham") },
  { "AFN", 2, "؋", N_ ("Afghan afghani") },
  { "ALL", 2, "ALL", N_ ("Albanian lek") },
  { "AMD", 2, "֏", N_ ("Armenian dram") },
  { "AOA", 2, "Kz", N_ ("Angolan kwanza") },
  { "ARS", 2, "AR$", N_ ("Argentine peso") },
  { "AUD", 2, "A$", N_ ("Australian dollar") },
  { "AWG", 2, "AWG", N_ ("Aruban florin") },
  { "AZN", 2, "₼", N_ ("Azerbaijani manat") },
  { "BAM", 2, "KM", N_ ("Bosnia and Herzegovina convertible mark") },
  { "BBD", 2, "Bds$", N_ ("Barbados dollar") },
  { "BDT", 2, "৳", N_ ("Bangladeshi taka") },
  { "BHD", 3, "BHD", N_ ("Bahraini dinar") },
  { "BIF", 0, "FBu", N_ ("Burundian franc") },
  { "BMD", 2, "BD$", N_ ("Bermudian dollar") },
  { "BND", 2, "B$", N_ ("Brunei dollar") },
  { "BOB", 2, "Bs", N_ ("Bolivian boliviano") },
  { "BRL", 2, "R$", N_ ("Brazilian real") },
  { "BSD", 2, "BSD", N_ ("Bahamian dollar") },
  { "BTN", 2, "Nu.", N_ ("Bhutanese ngultrum") },
  { "BWP", 2, "BWP", N_ ("Botswana pula") },
  { "BYN", 2, "Br", N_ ("Belarusian rouble") },
  { "BZD", 2, "BZ$", N_ ("Belize dollar") },
  { "CAD", 2, "CA$", N_ ("Canadian dollar") },
  { "CDF", 2, "CDF", N_ ("Congolese franc") },
  { "CHF", 2, "CHF", N_ ("Swiss franc") },
  { "CLP", 0, "CL$", N_ ("Chilean peso") },
  { "CNY", 2, "CN¥", N_ ("Chinese yuan") },
  { "COP", 2, "CO$", N_ ("Colombian peso") },
  { "CRC", 2, "₡", N_ ("Costa Rican colón") },
  { "CUP", 2, "CU$", N_ ("Cuban peso") },
  { "CVE", 2, "CVE", N_ ("Cape Verdean escudo") },
  { "CZK", 2, "Kč", N_ ("Czech koruna") },
  { "DJF", 0, "Fdj", N_ ("Djiboutian franc") },
  { "DKK", 2, "DKK", N_ ("Danish krone") },
  { "DOP", 2, "RD$", N_ ("Dominican peso") },
  { "DZD", 2, "DZD", N_ ("Algerian dinar") },
  { "EGP", 2, "E£", N_ ("Egyptian pound") },
  { "ERN", 2, "Nfk", N_ ("Eritrean nakfa") },
  { "ETB", 2, "ETB", N_ ("Ethiopian birr") },
  { "EUR", 2, "€", N_ ("Euro") },
  { "FJD", 2, "FJ$", N_ ("Fijian dollar") },
  { "FKP", 2, "FK£", N_ ("Falkland Islands pound") },
  { "GBP", 2, "£", N_ ("British pound") },
  { "GEL", 2, "₾", N_ ("Georgian lari") },
  { "GHS", 2, "GH₵", N_ ("Ghanaian cedi") },
  { "GIP", 2, "GIP", N_ ("Gibraltar pound") },
  { "GMD", 2, "GMD", N_ ("Gambian dalasi") },
  { "GNF", 0, "FG", N_ ("Guinean franc") },
  { "GTQ", 2, "GTQ", N_ ("Guatemalan quetzal") },
  { "GYD", 2, "G$", N_ ("Guyanese dollar") },
  { "HKD", 2, "HK$", N_ ("Hong Kong dollar") },
  { "HNL", 2, "HNL", N_ ("Honduran lempira") },
  { "HTG", 2, "HTG", N_ ("Haitian gourde") },
  { "HUF", 2, "Ft", N_ ("Hungarian forint") },
  { "IDR", 2, "Rp", N_ ("Indonesian rupiah") },
  { "ILS", 2, "₪", N_ ("Israeli new shekel") },
  { "INR", 2, "₹", N_ ("Indian rupee") },
  { "IQD", 3, "IQD", N_ ("Iraqi dinar") },
  { "IRR", 2, "IRR", N_ ("Iranian rial") },
  { "ISK", 0, "ISK", N_ ("Icelandic króna") },
  { "JMD", 2, "J$", N_ ("Jamaican dollar") },
  { "JOD", 3, "JOD", N_ ("Jordanian dinar") },
  { "JPY", 0, "¥", N_ ("Japanese yen") },
  { "KES", 2, "KSh", N_ ("Kenyan shilling") },
  { "KGS", 2, "KGS", N_ ("Kyrgyzstani som") },
  { "KHR", 2, "៛", N_ ("Cambodian riel") },
  { "KMF", 0, "KMF", N_ ("Comorian franc") },
  { "KPW", 2, "KPW", N_ ("North Korean won") },
  { "KRW", 0, "₩", N_ ("South Korean won") },
  { "KWD", 3, "KWD", N_ ("Kuwaiti dinar") },
  { "KYD", 2, "CI$", N_ ("Cayman Islands dollar") },
  { "KZT", 2, "₸", N_ ("Kazakhstani tenge") },
  { "LAK", 2, "₭", N_ ("Lao kip") },
  { "LBP", 2, "L£", N_ ("Lebanese pound") },
  { "LKR", 2, "LKR", N_ ("Sri Lankan rupee") },
  { "LRD", 2, "L$", N_ ("Liberian dollar") },
  { "LSL", 2, "LSL", N_ ("Lesotho loti") },
  { "LYD", 3, "LYD", N_ ("Libyan dinar") },
  { "MAD", 2, "MAD", N_ ("Moroccan dirham") },
  { "MDL", 2, "MDL", N_ ("Moldovan leu") },
  { "MGA", 2, "Ar", N_ ("Malagasy ariary") },
  { "MKD", 2, "MKD", N_ ("Macedonian denar") },
  { "MMK", 2, "MMK", N_ ("Myanmar kyat") },
  { "MNT", 2, "₮", N_ ("Mongolian tögrög") },
  { "MOP", 2, "MOP$", N_ ("Macanese pataca") },
  { "MRU", 2, "UM", N_ ("Mauritanian ouguiya") },
  { "MUR", 2, "MUR", N_ ("Mauritian rupee") },
  { "MVR", 2, "Rf", N_ ("Maldivian rufiyaa") },
  { "MWK", 2, "MK", N_ ("Malawian kwacha") },
  { "MXN", 2, "MX$", N_ ("Mexican peso") },
  { "MYR", 2, "RM", N_ ("Malaysian ringgit") },
  { "MZN", 2, "MT", N_ ("Mozambican metical") },
  { "NAD", 2, "N$", N_ ("Namibian dollar") },
  { "NGN", 2, "₦", N_ ("Nigerian naira") },
  { "NIO", 2, "NIO", N_ ("Nicaraguan córdoba") },
  { "NOK", 2, "NOK", N_ ("Norwegian krone") },
  { "NPR", 2, "NPR", N_ ("Nepalese rupee") },
  { "NZD", 2, "NZ$", N_ ("New Zealand dollar") },
  { "OMR", 3, "OMR", N_ ("Omani rial") },
  { "PAB", 2, "B/.", N_ ("Panamanian balboa") },
  { "PEN", 2, "S/", N_ ("Peruvian sol") },
  { "PGK", 2, "PGK", N_ ("Papua New Guinean kina") },
  { "PHP", 2, "₱", N_ ("Philippine peso") },
  { "PKR", 2, "PKR", N_ ("Pakistani rupee") },
  { "PLN", 2, "zł", N_ ("Polish złoty") },
  { "PYG", 0, "₲", N_ ("Paraguayan guaraní") },
  { "QAR", 2, "QAR", N_ ("Qatari riyal") },
  { "RON", 2, "RON", N_ ("Romanian leu") },
  { "RSD", 2, "RSD", N_ ("Serbian dinar") },
  { "RUB", 2, "₽", N_ ("Russian rouble") },
  { "RWF", 0, "RWF", N_ ("Rwandan franc") },
  { "SAR", 2, "SAR", N_ ("Saudi riyal") },
  { "SBD", 2, "SI$", N_ ("Solomon Islands dollar") },
  { "SCR", 2, "SCR", N_ ("Seychellois rupee") },
  { "SDG", 2, "SDG", N_ ("Sudanese pound") },
  { "SEK", 2, "SEK", N_ ("Swedish krona") },
  { "SGD", 2, "S$", N_ ("Singapore dollar") },
  { "SHP", 2, "SHP", N_ ("Saint Helena pound") },
  { "SLE", 2, "SLE", N_ ("Sierra Leonean leone") },
  { "SOS", 2, "SOS", N_ ("Somali shilling") },
  { "SRD", 2, "SR$", N_ ("Surinamese dollar") },
  { "SSP", 2, "SSP", N_ ("South Sudanese pound") },
  { "STN", 2, "Db", N_ ("São Tomé and Príncipe dobra") },
  { "SVC", 2, "SVC", N_ ("Salvadoran colón") },
  { "SYP", 2, "SYP", N_ ("Syrian pound") },
  { "SZL", 2, "SZL", N_ ("Swazi lilangeni") },
  { "THB", 2, "฿", N_ ("Thai baht") },
  { "TJS", 2, "TJS", N_ ("Tajikistani somoni") },
  { "TMT", 2, "TMT", N_ ("Turkmenistan manat") },
  { "TND", 3, "TND", N_ ("Tunisian dinar") },
  { "TOP", 2, "T$", N_ ("Tongan paʻanga") },
  { "TRY", 2, "₺", N_ ("Turkish lira") },
  { "TTD", 2, "TT$", N_ ("Trinidad and Tobago dollar") },
  { "TWD", 2, "NT$", N_ ("New Taiwan dollar") },
  { "TZS", 2, "TSh", N_ ("Tanzanian shilling") },
  { "UAH", 2, "₴", N_ ("Ukrainian hryvnia") },
  { "UGX", 0, "USh", N_ ("Ugandan shilling") },
  { "USD", 2, "$", N_ ("US dollar") },
  { "UYU", 2, "$U", N_ ("Uruguayan peso") },
  { "UZS", 2, "UZS", N_ ("Uzbekistani soʻm") },
  { "VED", 2, "VED", N_ ("Venezuelan digital bolívar") },
  { "VES", 2, "VES", N_ ("Venezuelan bolívar") },
  { "VND", 0, "₫", N_ ("Vietnamese đồng") },
  { "VUV", 0, "VT", N_ ("Vanuatu vatu") },
  { "WST", 2, "WS$", N_ ("Samoan tālā") },
  { "XAF", 0, "FCFA", N_ ("Central African CFA franc") },
  { "XCD", 2, "EC$", N_ ("East Caribbean dollar") },
  { "XCG", 2, "Cg", N_ ("Caribbean guilder") },
  { "XOF", 0, "CFA", N_ ("West African CFA franc") },
  { "XPF", 0, "XPF", N_ ("CFP franc") },
  { "YER", 2, "YER", N_ ("Yemeni rial") },
  { "ZAR", 2, "R", N_ ("South African rand") },
  { "ZMW", 2, "ZK", N_ ("Zambian kwacha") },
  { "ZWG", 2, "ZiG", N_ ("Zimbabwe gold") },
};
/* clang-format on */

static int
compare_code (const void *key, const void *entry)
{
  return strcmp (key, ((const OutlayCurrency *) entry)->code);
}

/**
 * outlay_currencies:
 * @n_currencies: (out): how many there are
 *
 * Returns: (array length=n_currencies) (transfer none): all active currencies in order of their
 *   codes
 */
const OutlayCurrency *
outlay_currencies (gsize *n_currencies)
{
  g_return_val_if_fail (n_currencies != NULL, NULL);

  *n_currencies = G_N_ELEMENTS (currencies);
  return currencies;
}

const OutlayCurrency *
outlay_currency_find (const char *code)
{
  if (code == NULL)
    return NULL;

  return bsearch (code, currencies, G_N_ELEMENTS (currencies), sizeof currencies[0], compare_code);
}

/**
 * outlay_currency_of_locale:
 *
 * Returns: (transfer none): the currency of the country of the process's locale (LC_MONETARY), or
 *   EUR where it has none. Main thread, as localeconv() is.
 */
const OutlayCurrency *
outlay_currency_of_locale (void)
{
  char code[4] = "";
  const OutlayCurrency *currency;

  /* POSIX: three letters of ISO 4217, then what stands between them and the number. */
  g_strlcpy (code, localeconv ()->int_curr_symbol, sizeof code);
  currency = outlay_currency_find (code);

  return currency != NULL ? currency : outlay_currency_find ("EUR");
}
