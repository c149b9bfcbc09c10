// Signing in, up and out: what the API and the pages share. These run on the slow pool and use the gate themselves.
#pragma once
#include "http/route.hpp"
#include "people/session.hpp"
#include "people/sign_up.hpp"

#include <string>

namespace palabre::people {

struct SignIn {
  std::string email;
  std::string password;
};

struct SignedIn {
  std::string token;
  http::Viewer viewer;
};

/// The same answer and the same work for an unknown address and a wrong password.
/// Refuses: wrong_credentials, account_suspended (only to who knows the password).   Thread: slow pool only.
Result<SignedIn> sign_in(const http::Services& services, const SignIn& input);

/// Refuses: what sign_up refuses.   Thread: slow pool only.
Result<SignedIn> sign_up_and_in(const http::Services& services, const SignUp& input);

}  // namespace palabre::people
