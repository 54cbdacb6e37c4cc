import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** A MongoDB-wire server in memory on a free port of this machine. Prints its address; ends when its input does. */
class Launcher {
  public static void main(String[] arguments) throws Exception {
    MongoServer server = new MongoServer(new MemoryBackend().version(new Announced()));
    server.bind("127.0.0.1", 0);
    System.out.println(server.getConnectionString());
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    server.shutdownNow();
  }

  /** The driver refuses wire versions below 9; what the server speaks is enough for the adapter. */
  private static class Announced implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 13;
    }
  }
}
