// The rules of an account, tried from both sides.
#include "people/person.hpp"

#include "people/common_passwords.hpp"

#include <gtest/gtest.h>

namespace palabre::people {
namespace {

TEST(CheckEmail, TakesOrdinaryAddresses) {
  for (const auto* email : {"a@b.be", "jean.dupont+idees@mairie.exemple.fr", "x_y-z@sub.domain.example", "o'neil@example.org"})
    EXPECT_TRUE(check_email(email).has_value()) << email;
}

TEST(CheckEmail, RefusesWhatIsNoAddress) {
  for (const auto* email : {"", "a", "@b.be", "a@", "a@b", "a b@c.be", "a@@b.be", "a@b..be", "a@-b.be", ".a@b.be", "a.@b.be", "a@b.be ", "a@b.b\xC3\xA9", "<a@b.be>"})
    EXPECT_FALSE(check_email(email).has_value()) << email;
  EXPECT_EQ(check_email(std::string(250, 'a') + "@b.be").error().reason, Reason::too_long);
}

TEST(LowerEmail, TrimsAndLowers) { EXPECT_EQ(lower_email("  Jean.DUPONT@Example.ORG\n"), "jean.dupont@example.org"); }

TEST(CheckName, TakesPseudonymsAndRefusesAddresses) {
  EXPECT_TRUE(check_name("Zoé de l’Étang").has_value());
  EXPECT_EQ(check_name("").error().reason, Reason::missing_field);
  EXPECT_EQ(check_name("zoe@example.org").error().reason, Reason::bad_field);
  EXPECT_EQ(check_name("a\nb").error().reason, Reason::bad_field);
  EXPECT_TRUE(check_name(std::string(80, 'a')).has_value());
  EXPECT_EQ(check_name(std::string(81, 'a')).error().reason, Reason::too_long);
}

TEST(CheckPassword, CountsCharactersNotBytes) {
  EXPECT_TRUE(check_password("éàùéàùéàùé", "a@b.be", "Ann").has_value());
  EXPECT_EQ(check_password("éàùéàùéàù", "a@b.be", "Ann").error().reason, Reason::too_short);
  EXPECT_TRUE(check_password(std::string(198, 'x') + "yz", "a@b.be", "Ann").has_value());
  EXPECT_EQ(check_password(std::string(200, 'x') + "y", "a@b.be", "Ann").error().reason, Reason::too_long);
}

TEST(CheckPassword, RefusesTheAddressTheNameAndPartsOfThem) {
  EXPECT_EQ(check_password("Jean.Dupont", "jean.dupont@example.org", "J").error().field, "password");
  EXPECT_FALSE(check_password("jean.dupont@example.org", "jean.dupont@example.org", "J").has_value());
  EXPECT_FALSE(check_password("Alexandrine", "a@b.be", "Alexandrine M.").has_value());
  EXPECT_TRUE(check_password("the lamps of rue 12", "jean.dupont@example.org", "Jean").has_value());
}

TEST(CheckPassword, RefusesTheMostCommonOnes) {
  for (const auto* password : {"password123", "Password2024!", "motdepasse1", "AZERTYUIOP", "1234567890", "qwertyuiop12", "aaaaaaaaaa", "iloveyou2020", "wachtwoord1"})
    EXPECT_TRUE(is_common_password(password)) << password;
  for (const auto* password : {"palabre-demo", "the lamps of rue 12", "passwords are hard to find"}) EXPECT_FALSE(is_common_password(password)) << password;
}

TEST(CheckLanguage, IsTwoLowerCaseLetters) {
  EXPECT_TRUE(check_language("fr").has_value());
  for (const auto* language : {"", "f", "FR", "fra", "f1"}) EXPECT_FALSE(check_language(language).has_value()) << language;
}

}  // namespace
}  // namespace palabre::people
