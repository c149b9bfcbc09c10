// The list of passwords that are guessed first, in English, French, Dutch and German, and how a password is compared with it.
// Called by check_password.
#include "people/common_passwords.hpp"
#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace palabre::people {

namespace {

// Stems only: "motdepasse2024!" is found by "motdepasse".
constexpr std::array stems = std::to_array<std::string_view>({
    "abc",            "abcabcabc",      "abcd",           "abcdef",         "abcdefg",        "abcdefgh",       "abcdefghi",
    "abcdefghij",     "abcdefghijk",    "accountaccount", "adminadmin",     "administrateur", "administration", "administrator",
    "aeiouaeiou",     "allezlesbleus",  "amourtoujours",  "amsterdam",      "anticonstitutionnellement",      "aqwzsxedc",
    "asdasdasd",      "asdfasdf",       "asdfasdfasdf",   "asdfghjk",       "asdfghjkl",      "asdfjkl",        "azerazer",
    "azerty",         "azertyazerty",   "azertyui",       "azertyuio",      "azertyuiop",     "azertyuiopqs",   "babygirl",
    "babygirlbaby",   "baseball",       "baseballbaseball",               "basketball",     "belgique",       "bienvenue",
    "blablabla",      "blablablabla",   "bonjourbonjour", "bonjourtoutlemonde",             "bruxelles",      "bundesliga",
    "butterfly",      "camembert",      "champion",       "changeit",       "changeme",       "changemenow",    "changemeplease",
    "charlotte",      "cheval",         "chocolat",       "chocolate",      "christian",      "christine",      "christmas",
    "citroncitron",   "coucou",         "coucoucoucou",   "coucoutoi",      "correcthorsebatterystaple",      "dauphin",
    "default",        "defaultpassword","deutschland",    "doudoudoudou",   "drowssap",       "elisabeth",      "elizabeth",
    "eminemeneim",    "facebook",       "fatsbfatsb",     "fckgwrhqq",      "feyenoord",      "football",       "footballfootball",
    "fordmustang",    "freedomfreedom", "fuckyou",        "fuckyoufuckyou", "geheim",         "geheimgeheim",   "geheimnis",
    "gfhjkm",         "goodmorning",    "grenouille",     "hallohallo",     "hallohallohallo","hellohello",     "helloworld",
    "iloveyou",       "iloveyouforever","iloveyousomuch", "ilovemyself",    "internet",       "internetinternet",
    "jetaime",        "jetaimejetaime", "jetaimemonamour","jetaimetoujours","jetaimetropfort","jevoussalue",    "jordanjordan",
    "justinbieber",   "katinkakatinka", "kennwort",       "kennwortkennwort",               "letmein",        "letmeinletmein",
    "letmeinnow",     "letmeinplease",  "liverpool",      "liverpoolfc",    "loulouloulou",   "loveyou",        "loveyouforever",
    "lovelove",       "lovelovelove",   "madagascar",     "manchester",     "manchesterunited",               "margaux",
    "marseille",      "microsoft",      "mohammed",       "monamour",       "monamouramoi",   "moncheri",       "monkeymonkey",
    "motdepasse",     "motdepassemotdepasse",             "mustangmustang", "mynameis",       "mypassword",     "nederland",
    "newpassword",    "nicolasnicolas", "olympique",      "olympiquedemarseille",           "onelove",        "opensesame",
    "outlookoutlook", "palabre",        "palabrepalabre", "parissaintgermain",              "pass",           "passpass",
    "passpasspass",   "passw0rd",       "passwd",         "password",       "passwordpassword",               "passwords",
    "passwort",       "passwortpasswort",                 "phoenix",        "photoshop",      "pokemonpokemon", "poiuytrewq",
    "princess",       "princesse",      "princesseprincesse",             "princessprincess",               "p@ssw0rd",
    "p@ssword",       "qazwsx",         "qazwsxedc",      "qazwsxedcrfv",   "qqqqqqqqqq",     "qsdfghjkl",      "qsdfghjklm",
    "qwertasdfg",     "qwertqwert",     "qwerty",         "qwertyqwerty",   "qwertyui",       "qwertyuio",      "qwertyuiop",
    "qwertyuiopasdfgh",               "qwertz",         "qwertzqwertz",   "qwertzuiop",     "realmadrid",     "rugbyrugby",
    "samsung",        "samsungsamsung", "schalke",        "schatzschatz",   "secret",         "secretsecret",   "sesameouvretoi",
    "shadowshadow",   "snoopysnoopy",   "soleil",         "soleilsoleil",   "somethingsecret","spiderman",      "starwars",
    "starwarsstarwars",               "stephanie",      "sunshine",       "sunshinesunshine",               "superman",
    "supermansuperman",               "supersecret",    "swordfish",      "test",           "testpassword",   "testtest",
    "testtesttest",   "thisisapassword","thisismypassword",             "tigertiger",     "tototototo",     "tottenham",
    "toutlemonde",    "trustno",        "unknown",        "vivelafrance",   "voetbal",        "voetbalvoetbal", "wachtwoord",
    "wachtwoordwachtwoord",             "webmaster",      "welcome",        "welcomehome",    "welcomewelcome", "welkom",
    "welkomwelkom",   "whatever",       "whateverwhatever",               "wilkommen",      "willkommen",     "wxcvbn",
    "wxcvbnwxcvbn",   "xxxxxxxxxx",     "zaqwsxcde",      "zxcvbnm",        "zxcvbnmzxcvbnm",
});

// Passwords made of digits (and the keyboard walks between digits and letters) are compared whole.
constexpr std::array walks = std::to_array<std::string_view>({
    "0123456789",  "01234567890",  "0987654321",  "1234567890", "12345678900", "12345678901", "123456789010", "12345678910",
    "1234567891",  "1234567899",   "123456789a",  "123456789q", "1234512345",  "123123123123","1231231231",   "123321123321",
    "1020304050",  "1029384756",   "1122334455",  "112233445566","1212121212", "1313131313",  "147258369",    "1472583690",
    "1q2w3e4r5t",  "1q2w3e4r5t6y", "1qaz2wsx3edc","1a2b3c4d5e", "2001200120",  "2020202020",  "3.14159265",   "3141592653",
    "987654321",   "9876543210",   "98765432100", "999999999",  "a1b2c3d4e5",  "a123456789",  "aa12345678",   "abc1234567",
    "abc123abc123","qwe123qwe123", "q1w2e3r4t5",  "q1w2e3r4t5y6", "zaq12wsxcde3", "1qazxsw23edc",
});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool is_one_character_repeated(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == text.front(); });
}

}  // namespace

bool is_common_password(std::string_view password) {
  if (password.empty()) return true;
  const std::string secret = lower_ascii(password);
  if (is_one_character_repeated(secret)) return true;
  if (std::find(walks.begin(), walks.end(), secret) != walks.end()) return true;
  std::string_view stem = secret;
  while (!stem.empty() && !is_letter(stem.back())) stem.remove_suffix(1);
  return std::find(stems.begin(), stems.end(), stem) != stems.end();
}

}  // namespace palabre::people
