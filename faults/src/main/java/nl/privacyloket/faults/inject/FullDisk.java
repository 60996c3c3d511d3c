package nl.privacyloket.faults.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/**
 * The disk under the packages of exports is full. They are rows of PostgreSQL; their two tables move to a tablespace on a
 * file system of two megabytes, which is filled, and back when there is room again.
 */
public final class FullDisk implements Fault {
    private static final String SPACE = "faults_exports";
    private static final List<String> TABLES = List.of("request.export_part", "request.export_package");
    private static final String DISK_FULL = "53100";
    private static final int FILL_BYTES = 4 * 1024 * 1024;

    @Override
    public String name() {
        return "exports-disk-full";
    }

    @Override
    public String impossible() {
        return System.getProperty("user.name").equals("root")
                        && System.getProperty("os.name").equals("Linux")
                ? null
                : "only root can mount a file system";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Path disk = Files.createDirectories(world.directory().root().resolve("exports-disk"));
        run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", disk.toString());
        try {
            Path space = Files.createDirectories(disk.resolve("space"));
            execute(world, "create tablespace " + SPACE + " location '" + space + "'");
            for (String table : TABLES) {
                execute(world, "alter table " + table + " set tablespace " + SPACE);
            }
            fill(disk.resolve("filling"));
            requireFull(world);
            Pause.between(4_000, 9_000, random);
            Files.deleteIfExists(disk.resolve("filling"));
            for (String table : TABLES) {
                execute(world, "alter table " + table + " set tablespace pg_default");
            }
            execute(world, "drop tablespace " + SPACE);
            return 1;
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    // Fails when the disk is full, which is what it is for.
    private static void fill(Path file) {
        try {
            Files.write(file, new byte[FILL_BYTES]);
        } catch (IOException e) {
            // Full.
        }
    }

    // Where the tables of exports are now nothing more can be written.
    private static void requireFull(World world) throws SQLException {
        try (Connection connection = world.connect(StackService.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("create table faults_probe tablespace " + SPACE
                    + " as select repeat('x', 1000) as line from generate_series(1, 3000)");
            statement.execute("drop table faults_probe");
        } catch (SQLException e) {
            if (isDiskFull(e)) {
                return;
            }
            throw e;
        }
        throw new NoEffectException("PostgreSQL could write three megabytes to a disk of two that is full");
    }

    static boolean isDiskFull(SQLException e) {
        return DISK_FULL.equals(e.getSQLState());
    }

    private static void execute(World world, String sql) throws SQLException {
        try (Connection connection = world.connect(StackService.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }
}
