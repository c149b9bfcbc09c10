// The demo accounts and their roles.
// Called by import_demo after each redesign.
#include "transfer/demo_accounts.hpp"

#include "crypto/crypto.hpp"
#include "transfer/historical_rows.hpp"

#include <array>

namespace palabre::transfer {
namespace {

struct DemoAccount {
  std::string_view name;   // before the @
  std::string_view shown;
  std::string_view role;   // in every demo redesign, empty: a participant
  bool is_admin = false;
};

constexpr std::array accounts{
    DemoAccount{"citizen", "Camille (citoyenne de démonstration)", ""},
    DemoAccount{"citizen2", "Sacha (citoyen de démonstration)", ""},
    DemoAccount{"facilitator", "Farid (facilitateur de démonstration)", "facilitator"},
    DemoAccount{"moderator", "Mona (modératrice de démonstration)", "moderator"},
    DemoAccount{"officer", "Olivier (agent de démonstration)", "officer"},
    DemoAccount{"owner", "Rose (responsable de démonstration)", "owner"},
    DemoAccount{"admin", "Ada (administratrice de démonstration)", "", true},
};

}  // namespace

void add_demo_accounts(db::Tx& tx, RedesignId redesign, Instant now, ImportReport& report) {
  for (const auto& account : accounts) {
    const std::string email = std::string(account.name) + "@demo.palabre.example";
    PersonId person = find_person_by_email(tx, email);
    if (person.is_set()) {
      report.count_there("demo accounts");
    } else {
      PersonRow row{"demo:account:" + std::string(account.name), std::string(account.shown), "fr", email,
                    crypto::hash_password(demo_password), account.is_admin, true, now};
      person = insert_person(tx, row);
      report.count_added("demo accounts");
    }
    if (!account.role.empty() && grant_role(tx, redesign, person, account.role, now)) report.count_added("roles");
  }
}

}  // namespace palabre::transfer
