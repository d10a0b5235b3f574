// Writes the transcripts into the folder that is given; run by hand when the wire version changes, never else.
#include <fstream>
#include <iostream>

#include "core/crypto/secret.hpp"
#include "tests/vectors/transcript.hpp"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: make_transcripts FOLDER\n";
    return 2;
  }
  alongside::crypto::initialize();
  const std::string folder = arguments[1];
  std::ofstream(folder + "/pairing.json") << alongside::test::pairing_transcript() << "\n";
  std::ofstream(folder + "/connecting.json") << alongside::test::connecting_transcript() << "\n";
}
