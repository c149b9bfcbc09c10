// The program: names the database and hands over to the command line.
#include "app/commands.hpp"
#include "db/open_database.hpp"

#include <exception>
#include <iostream>

int main(int count, char** words) {
  try {
    return palabre::app::run(count, words, palabre::db::open_database, {std::cin, std::cout, std::cerr});
  } catch (const std::exception& fault) {
    std::cerr << "palabre: " << fault.what() << "\n";
    return 1;
  }
}
