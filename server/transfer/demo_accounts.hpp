// One account per role to try the demo with.
#pragma once
#include "db/tx.hpp"
#include "transfer/import_report.hpp"

namespace palabre::transfer {

inline constexpr std::string_view demo_password = "palabre-demo";

/// Makes citizen@, citizen2@, facilitator@, moderator@, officer@, owner@ and admin@demo.palabre.example when they are not there, and
/// gives them their roles in `redesign`.
void add_demo_accounts(db::Tx& tx, RedesignId redesign, Instant now, ImportReport& report);

}  // namespace palabre::transfer
