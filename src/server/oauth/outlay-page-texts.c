/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-page-texts.h"

#include <string.h>

/* The server speaks with many people at once, each in their own language, which the locale of a
 * process cannot. What its few pages say fits a table. */
typedef struct
{
  const char *key;
  const char *text[OUTLAY_LANGUAGE_ARABIC + 1];
} Text;

/* clang-format off */
static const Text texts[] = {
  { "sign-in", { "Sign in", "Anmelden", "تسجيل الدخول" } },
  { "sign-in-to", { "to continue to %s", "um mit %s fortzufahren", "للمتابعة إلى %s" } },
  { "email", { "E-mail address", "E-Mail-Adresse", "عنوان البريد الإلكتروني" } },
  { "password", { "Password", "Passwort", "كلمة السر" } },
  { "cancel", { "Cancel", "Abbrechen", "ألغِ" } },
  { "error", { "Error", "Fehler", "خطأ" } },
  { "show-error", { "Error: %s", "Fehler: %s", "خطأ: %s" } },

  { "wrong", { "The address or the password is wrong.",
               "Die Adresse oder das Passwort ist falsch.",
               "العنوان أو كلمة السر خطأ." } },
  { "missing", { "Enter your e-mail address and your password.",
                 "Geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.",
                 "أدخل عنوان بريدك الإلكتروني وكلمة سرك." } },
  { "eager", { "There were too many attempts. Try again in a few minutes.",
               "Das waren zu viele Versuche. Versuchen Sie es in einigen Minuten noch einmal.",
               "كثرت المحاولات. حاول مجددًا بعد بضع دقائق." } },
  { "busy", { "The server is busy. Try again in a moment.",
              "Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.",
              "الخادوم مشغول. حاول مجددًا بعد لحظات." } },
  { "disabled", { "This account is disabled. Ask an administrator of your company.",
                  "Dieses Konto ist gesperrt. Fragen Sie die Verwaltung Ihrer Firma.",
                  "هذا الحساب معطَّل. اسأل أحد مديري شركتك." } },

  { "continue-as", { "Continue as %s", "Weiter als %s", "تابع باسم %s" } },
  { "another", { "Use another account", "Anderes Konto verwenden", "استخدم حسابًا آخر" } },

  { "sso-with", { "Sign in with %s", "Mit %s anmelden", "سجّل الدخول عبر %s" } },
  { "sso-leave", { "On to %s", "Weiter zu %s", "إلى %s" } },
  { "sso-leave-why", { "You sign in there, and are brought back here.",
                       "Dort melden Sie sich an und werden dann zurückgebracht.",
                       "تسجّل الدخول هناك، ثم تُعاد إلى هنا." } },
  { "sso-away", { "Your company's sign-in cannot be reached right now. Try again later, or use your "
                  "password.",
                  "Die Anmeldung Ihrer Firma ist gerade nicht erreichbar. Versuchen Sie es später "
                  "noch einmal, oder verwenden Sie Ihr Passwort.",
                  "تعذّر الوصول الآن إلى تسجيل الدخول في شركتك. حاول مجددًا لاحقًا، أو استخدم "
                  "كلمة سرك." } },
  { "sso-failed", { "Your company's sign-in gave an answer that cannot be used. Try again; if that "
                    "does not help, ask your IT department.",
                    "Die Anmeldung Ihrer Firma hat eine unbrauchbare Antwort gegeben. Versuchen Sie "
                    "es noch einmal; wenn das nicht hilft, fragen Sie Ihre IT-Abteilung.",
                    "أعطى تسجيل الدخول في شركتك جوابًا لا يمكن استخدامه. حاول مجددًا؛ فإن لم "
                    "يُجدِ ذلك فاسأل قسم تقنية المعلومات لديكم." } },
  { "sso-cancelled", { "You have not signed in with your company.",
                       "Sie haben sich nicht bei Ihrer Firma angemeldet.",
                       "لم تسجّل الدخول لدى شركتك." } },
  { "sso-stranger", { "Your company's sign-in knows you, but there is no account for you here. Ask an "
                      "administrator of your company.",
                      "Die Anmeldung Ihrer Firma kennt Sie, aber hier gibt es kein Konto für Sie. "
                      "Fragen Sie die Verwaltung Ihrer Firma.",
                      "يعرفك تسجيل الدخول في شركتك، لكن لا حساب لك هنا. اسأل أحد مديري شركتك." } },
  { "sso-unverified", { "Your company's sign-in has not confirmed your e-mail address. Ask your IT "
                        "department.",
                        "Die Anmeldung Ihrer Firma hat Ihre E-Mail-Adresse nicht bestätigt. Fragen "
                        "Sie Ihre IT-Abteilung.",
                        "لم يؤكد تسجيل الدخول في شركتك عنوان بريدك الإلكتروني. اسأل قسم تقنية "
                        "المعلومات لديكم." } },
  { "sso-taken", { "The account with your e-mail address belongs to somebody else. Ask an "
                   "administrator of your company.",
                   "Das Konto mit Ihrer E-Mail-Adresse gehört jemand anderem. Fragen Sie die "
                   "Verwaltung Ihrer Firma.",
                   "الحساب ذو عنوان بريدك الإلكتروني لشخص آخر. اسأل أحد مديري شركتك." } },

  { "join", { "Join your company", "Ihrer Firma beitreten", "انضم إلى شركتك" } },
  { "join-why", { "You were invited to Outlay, where expenses are filed and paid back.",
                  "Sie wurden zu Outlay eingeladen, wo Ausgaben eingereicht und erstattet werden.",
                  "دُعيت إلى Outlay، حيث تُقدَّم المصروفات وتُعوَّض." } },
  { "invite", { "Invitation code", "Einladungscode", "رمز الدعوة" } },
  { "name", { "Your name", "Ihr Name", "اسمك" } },
  { "new-password", { "New password", "Neues Passwort", "كلمة سر جديدة" } },
  { "password-hint", { "At least 12 characters; several words are best.",
                       "Mindestens 12 Zeichen; am besten mehrere Wörter.",
                       "12 محرفًا على الأقل؛ والأفضل عدة كلمات." } },
  { "join-now", { "Join", "Beitreten", "انضم" } },
  { "invite-bad", { "This invitation is not valid any more, or is for another address. Ask for a "
                    "new one.",
                    "Diese Einladung gilt nicht mehr, oder sie gilt für eine andere Adresse. Bitten "
                    "Sie um eine neue.",
                    "لم تعد هذه الدعوة صالحة، أو هي لعنوان آخر. اطلب دعوة جديدة." } },
  { "name-missing", { "Enter your name.", "Geben Sie Ihren Namen ein.", "أدخل اسمك." } },
  { "email-bad", { "This is not an e-mail address.", "Das ist keine E-Mail-Adresse.",
                   "هذا ليس عنوان بريد إلكتروني." } },
  { "email-taken", { "There is an account with this address already.",
                     "Mit dieser Adresse gibt es schon ein Konto.",
                     "لهذا العنوان حساب بالفعل." } },
  { "password-short", { "The password needs at least 12 characters.",
                        "Das Passwort braucht mindestens 12 Zeichen.",
                        "تحتاج كلمة السر إلى 12 محرفًا على الأقل." } },
  { "password-common", { "Many people use this password. Choose another.",
                         "Dieses Passwort verwenden viele. Wählen Sie ein anderes.",
                         "يستخدم كثيرون كلمة السر هذه. اختر غيرها." } },
  { "not-taken", { "The server does not take this. Check what you have entered.",
                   "Der Server nimmt das nicht an. Prüfen Sie Ihre Angaben.",
                   "لا يقبل الخادوم هذا. تحقق مما أدخلته." } },
  { "home", { "Your expenses are here", "Hier sind Ihre Ausgaben", "مصروفاتك هنا" } },
  { "joined", { "You are in", "Sie sind dabei", "أهلًا بك" } },
  { "joined-how", { "Open Outlay and sign in at %s",
                    "Öffnen Sie Outlay und melden Sie sich an bei %s",
                    "افتح Outlay وسجّل الدخول على %s" } },
  { "may-close", { "You may close this page.", "Sie können diese Seite schließen.",
                   "يمكنك إغلاق هذه الصفحة." } },

  { "not-possible", { "This did not work", "Das hat nicht geklappt", "لم ينجح هذا" } },
  { "bad-request", { "The program that sent you here asked in a way that is not allowed. Nothing "
                     "has happened to your account.",
                     "Das Programm, das Sie hierher geschickt hat, hat auf unerlaubte Weise gefragt. "
                     "Mit Ihrem Konto ist nichts geschehen.",
                     "طلب البرنامج الذي أرسلك إلى هنا بطريقة غير مسموح بها. لم يحدث لحسابك شيء." } },
  { "too-old", { "This page is too old, or cookies are turned off. Go back to Outlay and sign in "
                 "from there once more.",
                 "Diese Seite ist zu alt, oder Cookies sind abgeschaltet. Gehen Sie zurück zu Outlay "
                 "und melden Sie sich von dort noch einmal an.",
                 "هذه الصفحة قديمة جدًا، أو أن الكعكات معطلة. عُد إلى Outlay وسجّل الدخول من "
                 "هناك مرة أخرى." } },
  { "foreign", { "This form was sent by another website. Go back to Outlay and sign in from there "
                 "once more.",
                 "Dieses Formular kam von einer anderen Website. Gehen Sie zurück zu Outlay und "
                 "melden Sie sich von dort noch einmal an.",
                 "أُرسل هذا النموذج من موقع آخر. عُد إلى Outlay وسجّل الدخول من هناك مرة أخرى." } },
  { "not-offered", { "This server does not offer to sign in with a browser.",
                     "Dieser Server bietet keine Anmeldung mit dem Browser an.",
                     "لا يتيح هذا الخادوم تسجيل الدخول بالمتصفح." } },
};
/* clang-format on */

/* The weight of one entry, "de-AT;q=0.8"; one that is no weight weighs nothing. */
static double
read_weight (const char *entry)
{
  const char *text = strstr (entry, "q=");
  double weight = text != NULL ? g_ascii_strtod (text + 2, NULL) : 1;

  return weight >= 0 && weight <= 1 ? weight : 0;
}

static gboolean
is_language (const char *entry, const char *tag)
{
  gsize length = strlen (tag);

  return g_ascii_strncasecmp (entry, tag, length) == 0 && !g_ascii_isalnum (entry[length]);
}

OutlayLanguage
outlay_language_choose (const char *accepted)
{
  g_auto (GStrv) entries = g_strsplit (accepted != NULL ? accepted : "", ",", -1);
  OutlayLanguage best = OUTLAY_LANGUAGE_ENGLISH;
  double best_weight = 0;

  for (guint i = 0; entries[i] != NULL; i++)
    {
      const char *entry = g_strstrip (entries[i]);
      double weight = read_weight (entry);

      for (OutlayLanguage each = OUTLAY_LANGUAGE_ENGLISH; each <= OUTLAY_LANGUAGE_ARABIC; each++)
        if (weight > best_weight && is_language (entry, outlay_language_get_tag (each)))
          {
            best = each;
            best_weight = weight;
          }
    }

  return best;
}

const char *
outlay_language_get_tag (OutlayLanguage language)
{
  static const char *const tags[] = { "en", "de", "ar" };

  return tags[language];
}

const char *
outlay_language_get_direction (OutlayLanguage language)
{
  return language == OUTLAY_LANGUAGE_ARABIC ? "rtl" : "ltr";
}

const char *
outlay_page_text (OutlayLanguage language, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].key, key))
      return texts[i].text[language];

  g_error ("there is no text \"%s\" for the pages", key);
}
